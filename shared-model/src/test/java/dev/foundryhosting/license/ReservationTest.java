/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the turn-over, the preparation and the time that is kept free begin and end, exactly. */
class ReservationTest {
  private static final UserId ANNA = new UserId("anna");
  private static final UserId BEN = new UserId("ben");
  private static final Instant EIGHT = Instant.parse("2026-11-20T20:00:00Z");
  private static final Instant ELEVEN = Instant.parse("2026-11-20T23:00:00Z");

  private final Reservation bens = reserved(BEN);

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "2026-11-20T19:54:59.999Z, false",
    "2026-11-20T19:55:00Z, true",
    "2026-11-20T20:00:00Z, true",
    "2026-11-20T22:59:59.999Z, true",
    "2026-11-20T23:00:00Z, false"
  })
  void aServerRunsForItFromFiveMinutesBeforeUntilItsEnd(Instant time, boolean serves) {
    assertThat(bens.servesAt(time)).isEqualTo(serves);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "2026-11-20T19:29:59.999Z, false",
    "2026-11-20T19:30:00Z, true",
    "2026-11-20T22:59:59.999Z, true",
    "2026-11-20T23:00:00Z, false"
  })
  void itsLicenceIsKeptFreeFromHalfAnHourBeforeUntilItsEnd(Instant time, boolean kept) {
    assertThat(bens.keepsFreeAt(time)).isEqualTo(kept);
  }

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @CsvSource({
    "2026-11-20T23:15:00Z, 2026-11-20T23:30:00Z, false",
    "2026-11-20T23:14:59.999Z, 2026-11-20T23:30:00Z, true",
    "2026-11-20T19:00:00Z, 2026-11-20T19:45:00Z, false",
    "2026-11-20T19:00:00Z, 2026-11-20T19:45:00.001Z, true"
  })
  void aQuarterOfAnHourLiesBetweenTwo(Instant start, Instant end, boolean blocked) {
    assertThat(bens.blocks(new TimeSlot(start, end))).isEqualTo(blocked);
  }

  @Test
  void aReservationIsBorrowedUnlessTheLicenceIsTheUsersOwn() {
    assertThat(bens.borrowed()).isTrue();
    assertThat(reserved(ANNA).borrowed()).isFalse();
  }

  private static Reservation reserved(UserId user) {
    return new Reservation(
        LicenseId.ofOwner(ANNA), new TimeSlot(EIGHT, ELEVEN), new SessionId("session-1"), user);
  }
}
