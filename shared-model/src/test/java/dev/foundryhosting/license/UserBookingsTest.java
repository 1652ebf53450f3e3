/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
