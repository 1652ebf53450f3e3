/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.license.Week;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user may borrow licences for twelve hours a week. */
class BorrowingLimitTest {
  private static final UserId BEN = new UserId("ben");
  private static final LicenseId ANNAS = LicenseId.ofOwner(new UserId("anna"));
  private static final BorrowingLimit TWELVE = new BorrowingLimit(Duration.ofHours(12));

  /** A Monday, at midnight. */
  private static final Instant MONDAY = Instant.parse("2026-11-23T00:00:00Z");

  @ParameterizedTest(name = "{0} played, {1} booked, {2} wanted: {3}")
  @CsvSource({
    "PT0S, PT0S, PT12H, true",
    "PT0S, PT0S, PT12H0.001S, false",
    "PT3H, PT4H, PT5H, true",
    "PT3H, PT4H, PT5H0.001S, false",
    "PT0S, PT11H45M, PT15M, true",
    "PT12H, PT0S, PT15M, false"
  })
  void whatWasPlayedAndWhatIsBookedCount(
      Duration played, Duration booked, Duration wanted, boolean admitted) {
    List<Reservation> reservations =
        booked.isZero() ? List.of() : List.of(on(ANNAS, slot(MONDAY, booked)));
    UserBookings bookings = new UserBookings(BEN, reservations, Map.of(Week.of(MONDAY), played), 1);

    assertThat(TWELVE.admits(slot(MONDAY.plus(Duration.ofDays(3)), wanted), bookings))
        .isEqualTo(admitted);
  }

  @ParameterizedTest(name = "from {0}: {1}")
  @CsvSource({
    "2026-11-22T23:45:00Z, true",
    "2026-11-23T00:00:00Z, false",
    "2026-11-29T23:59:59.999Z, false",
    "2026-11-30T00:00:00Z, true"
  })
  void aSessionCountsInTheWeekInWhichItStarts(Instant start, boolean admitted) {
    assertThat(TWELVE.admits(slot(start, Duration.ofHours(1)), full(MONDAY))).isEqualTo(admitted);
  }

  @Test
  void theOwnLicenceDoesNotCount() {
    UserBookings own =
        new UserBookings(
            BEN, List.of(on(LicenseId.ofOwner(BEN), slot(MONDAY, Duration.ofHours(12)))), 1);

    assertThat(TWELVE.admits(slot(MONDAY, Duration.ofHours(12)), own)).isTrue();
  }

  @Test
  void theSentenceNamesTheLimitWhatIsUsedAndWhenThereIsRoom() {
    assertThat(TWELVE.exceeded(slot(MONDAY, Duration.ofHours(1)), full(MONDAY)))
        .isEqualTo(
            "A user may borrow licences for 12 hours a week (UTC). In the week of 2026-11-23 you"
                + " have played or booked 11:45 hours. There is room for this session in the week"
                + " of 2026-11-30.");
  }

  @Test
  void theNextWeekMayBeFullToo() {
    UserBookings bookings =
        new UserBookings(
            BEN,
            List.of(on(ANNAS, slot(MONDAY.plus(Duration.ofDays(7)), Duration.ofHours(9)))),
            Map.of(Week.of(MONDAY), Duration.ofHours(12)),
            1);

    assertThat(TWELVE.exceeded(slot(MONDAY, Duration.ofHours(4)), bookings))
        .endsWith("in the week of 2026-12-07.");
    assertThat(TWELVE.exceeded(slot(MONDAY, Duration.ofHours(3)), bookings))
        .endsWith("in the week of 2026-11-30.");
  }

  @Test
  void aSessionThatIsLongerThanTheLimitNeverHasRoom() {
    BorrowingLimit two = new BorrowingLimit(Duration.ofHours(2));

    assertThat(two.exceeded(slot(MONDAY, Duration.ofHours(3)), UserBookings.empty(BEN)))
        .isEqualTo(
            "A user may borrow licences for 2 hours a week (UTC), and this session takes longer.");
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT-1H"})
  void theLimitIsSomeTime(Duration weekly) {
    assertThatThrownBy(() -> new BorrowingLimit(weekly))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The week of a time holds eleven hours and three quarters. */
  private static UserBookings full(Instant start) {
    return new UserBookings(
        BEN, List.of(on(ANNAS, slot(start, Duration.ofMinutes(11 * 60 + 45)))), 1);
  }

  private static Reservation on(LicenseId license, TimeSlot slot) {
    return new Reservation(license, slot, new SessionId("session"), BEN);
  }

  private static TimeSlot slot(Instant start, Duration length) {
    return new TimeSlot(start, start.plus(length));
  }
}
