/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.license.SharingPolicy.Operation;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every state, every operation, with and without sessions that others booked. */
class SharingPolicyTest {
  private static final UserId ANNA = new UserId("anna");
  private static final UserId BEN = new UserId("ben");

  @ParameterizedTest(name = "{0} {1}: {2}, borrowed: {3}")
  @CsvSource({
    "PRIVATE, SHARE, SHARED, SHARED",
    "PRIVATE, UNSHARE, PRIVATE, PRIVATE",
    "PRIVATE, SCHEDULE_STOP, PRIVATE, PRIVATE",
    "PRIVATE, CANCEL_STOP, refused, refused",
    "PRIVATE, WITHDRAW, refused, refused",
    "PRIVATE, REACTIVATE, SHARED, SHARED",
    "SHARED, SHARE, SHARED, SHARED",
    "SHARED, UNSHARE, PRIVATE, STOPPING",
    "SHARED, SCHEDULE_STOP, PRIVATE, STOPPING",
    "SHARED, CANCEL_STOP, SHARED, SHARED",
    "SHARED, WITHDRAW, WITHDRAWN, WITHDRAWN",
    "SHARED, REACTIVATE, SHARED, SHARED",
    "STOPPING, SHARE, SHARED, SHARED",
    "STOPPING, UNSHARE, PRIVATE, STOPPING",
    "STOPPING, SCHEDULE_STOP, PRIVATE, STOPPING",
    "STOPPING, CANCEL_STOP, SHARED, SHARED",
    "STOPPING, WITHDRAW, WITHDRAWN, WITHDRAWN",
    "STOPPING, REACTIVATE, SHARED, SHARED",
    "WITHDRAWN, SHARE, SHARED, SHARED",
    "WITHDRAWN, UNSHARE, WITHDRAWN, WITHDRAWN",
    "WITHDRAWN, SCHEDULE_STOP, refused, refused",
    "WITHDRAWN, CANCEL_STOP, refused, refused",
    "WITHDRAWN, WITHDRAW, WITHDRAWN, WITHDRAWN",
    "WITHDRAWN, REACTIVATE, SHARED, SHARED"
  })
  void anOperationMakesOfALicence(
      SharingState state, Operation operation, String alone, String borrowed) {
    assertThat(decided(state, operation, false)).isEqualTo(alone);
    assertThat(decided(state, operation, true)).isEqualTo(borrowed);
  }

  @ParameterizedTest
  @EnumSource
  void onlyStoppingSharingEndsWithTheLastBooking(SharingState state) {
    assertThat(SharingPolicy.afterBookingEnded(state, true)).isEqualTo(state);
    assertThat(SharingPolicy.afterBookingEnded(state, false))
        .isEqualTo(state == SharingState.STOPPING ? SharingState.PRIVATE : state);
  }

  @Test
  void othersBookASharedLicenceAndPlayUntilItIsWithdrawn() {
    assertThat(states(BEN, true)).containsExactly(SharingState.SHARED);
    assertThat(states(BEN, false)).containsExactly(SharingState.SHARED, SharingState.STOPPING);
    assertThat(states(ANNA, true)).containsExactly(SharingState.values());
    assertThat(states(ANNA, false)).containsExactly(SharingState.values());
  }

  @Test
  void aLicenceWithoutCredentialsCannotBeBooked() {
    License bare =
        License.registered(
            ANNA,
            new Credentials(true, true, Optional.empty()),
            SharingState.SHARED,
            Instant.EPOCH);

    assertThat(bare.admits(ANNA)).isFalse();
    assertThat(bare.admits(BEN)).isFalse();
  }

  private static Set<SharingState> states(UserId user, boolean books) {
    Set<SharingState> states = EnumSet.noneOf(SharingState.class);
    for (SharingState state : SharingState.values()) {
      License license =
          License.registered(
              ANNA, new Credentials(true, true, Optional.of("arn:secret")), state, Instant.EPOCH);
      if (books ? license.admits(user) : license.honours(user)) {
        states.add(state);
      }
    }
    return states;
  }

  private static String decided(SharingState state, Operation operation, boolean borrowed) {
    try {
      return SharingPolicy.decide(state, operation, borrowed).name();
    } catch (PlatformException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.INVALID_STATE);
      assertThat(e).hasMessageEndingWith(".");
      return "refused";
    }
  }
}
