/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much of a week's hours a session took that is over. */
class BorrowedTimeTest {
  private static final UserId ANNA = new UserId("anna");
  private static final UserId BEN = new UserId("ben");
  private static final Instant START = Instant.parse("2026-11-23T20:00:00Z");
  private static final TimeSlot SLOT = new TimeSlot(START, START.plus(Duration.ofHours(3)));

  @Test
  void aCompletedSessionTookItsLength() {
    Instant late = SLOT.end().plus(Duration.ofHours(1));
    assertThat(on(BEN).completed(late, late).borrowed()).isEqualTo(SLOT.length());
  }

  @ParameterizedTest(name = "cancelled {0} after the start: {1}")
  @CsvSource({
    "PT-5M, PT0S",
    "PT0S, PT0S",
    "PT1H0.9S, PT1H",
    "PT2H59M59S, PT2H59M59S",
    "PT4H, PT3H"
  })
  void aCancelledSessionTookTheTimeUntilThen(Duration after, Duration borrowed) {
    Instant now = START.plus(after);
    Session prepared = on(BEN).preparing(START.minus(Duration.ofMinutes(5)));

    assertThat(prepared.cancelled("for a test", now, now).borrowed()).isEqualTo(borrowed);
  }

  @Test
  void aSessionThatWasNeverPreparedOrFailedTookNothing() {
    Instant now = START.plus(Duration.ofHours(1));

    assertThat(on(BEN).cancelled("for a test", now, now).borrowed()).isZero();
    assertThat(on(BEN).preparing(START).failed("for a test", now, now).borrowed()).isZero();
    assertThat(on(BEN).preparing(START).borrowed()).isZero();
  }

  @Test
  void theOwnLicenceIsNotBorrowed() {
    assertThat(on(ANNA).completed(SLOT.end(), SLOT.end()).borrowed()).isZero();
  }

  private static Session on(UserId user) {
    return SessionSamples.booked(user, LicenseId.ofOwner(ANNA), "session", SLOT);
  }
}
