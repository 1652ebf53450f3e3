/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserBookingsTest {
  private static final UserId BEN = new UserId("ben");
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Reservation FIRST = hours(0, 2);
  private static final Reservation SECOND = hours(3, 5);
  private static final UserBookings DIARY = new UserBookings(BEN, List.of(SECOND, FIRST), 7);

  @Test
  void reservationsAreOrderedByTheirStart() {
    assertThat(DIARY.reservations()).containsExactly(FIRST, SECOND);
  }

  @Test
  void aUserWithoutBookingsHasNone() {
    assertThat(UserBookings.empty(BEN)).isEqualTo(new UserBookings(BEN, List.of(), 0));
    assertThat(UserBookings.empty(BEN).next(NOON)).isEmpty();
    assertThat(UserBookings.empty(BEN).servedAt(NOON)).isEmpty();
  }

  @ParameterizedTest(name = "{0} min: {1}")
  @CsvSource({
    "-6, none",
    "-5, first",
    "0, first",
    "119, first",
    "120, none",
    "174, none",
    "175, second",
    "299, second",
    "300, none"
  })
  void theServerMayRunFor(long minutes, String which) {
    assertThat(DIARY.servedAt(NOON.plus(Duration.ofMinutes(minutes)))).isEqualTo(named(which));
  }

  @ParameterizedTest(name = "{0} min: {1}")
  @CsvSource({"-600, first", "0, first", "119, first", "120, second", "299, second", "300, none"})
  void theNextReservationIsTheFirstThatIsNotOver(long minutes, String which) {
    assertThat(DIARY.next(NOON.plus(Duration.ofMinutes(minutes)))).isEqualTo(named(which));
  }

  @ParameterizedTest(name = "{0} to {1} min: {2}")
  @CsvSource({
    "-60, -15, none",
    "-60, -14, first",
    "134, 160, first",
    "135, 165, none",
    "135, 166, second",
    "0, 300, first",
    "315, 330, none",
    "314, 330, second"
  })
  void aQuarterOfAnHourLiesBetweenTwoOnWhateverLicence(long start, long end, String which) {
    TimeSlot slot =
        new TimeSlot(NOON.plus(Duration.ofMinutes(start)), NOON.plus(Duration.ofMinutes(end)));

    assertThat(DIARY.blocking(slot)).isEqualTo(named(which));
  }

  @Test
  void whatIsBorrowedInAWeekIsWhatWasPlayedAndWhatIsBooked() {
    Week week = Week.of(NOON);
    UserBookings played =
        new UserBookings(
            BEN, List.of(FIRST, SECOND, hours(72, 74)), Map.of(week, Duration.ofHours(1)), 7);

    // The 20th is a Friday, so three days later another week has begun.
    assertThat(played.borrowedIn(week)).isEqualTo(Duration.ofHours(5));
    assertThat(played.borrowedIn(week.next())).isEqualTo(Duration.ofHours(2));
    assertThat(played.borrowedIn(week.next().next())).isZero();
    assertThat(played.without(FIRST.sessionId()).borrowedIn(week)).isEqualTo(Duration.ofHours(3));
    assertThat(played.weeksBefore(week.next().start())).containsExactly(week);
    assertThat(played.weeksBefore(week.next().start().minusMillis(1))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T23:59:59.999Z, 2026-11-16",
    "2026-11-23T00:00:00Z, 2026-11-23",
    "2026-11-29T23:59:59.999Z, 2026-11-23",
    "2027-01-01T12:00:00Z, 2026-12-28"
  })
  void aWeekBeginsOnMondayInUtc(Instant time, LocalDate monday) {
    assertThat(Week.of(time)).isEqualTo(new Week(monday));
    assertThatThrownBy(() -> new Week(monday.plusDays(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Optional<Reservation> named(String which) {
    return switch (which) {
      case "first" -> Optional.of(FIRST);
      case "second" -> Optional.of(SECOND);
      default -> Optional.empty();
    };
  }

  private static Reservation hours(int start, int end) {
    return new Reservation(
        LicenseId.ofOwner(new UserId("anna")),
        new TimeSlot(NOON.plus(Duration.ofHours(start)), NOON.plus(Duration.ofHours(end))),
        new SessionId("session-" + start),
        BEN);
  }
}
