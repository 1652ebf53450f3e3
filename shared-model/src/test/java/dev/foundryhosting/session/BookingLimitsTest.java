/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every limit at its edge, on both sides. */
class BookingLimitsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final UserId BEN = new UserId("ben");

  @ParameterizedTest(name = "starts after {0}, lasts {1}")
  @CsvSource({"PT0.001S, PT15M", "PT1S, PT3H", "PT1H, PT12H", "P90D, PT15M", "P90D, PT12H"})
  void aSlotMayBeBooked(Duration ahead, Duration length) {
    Instant start = NOW.plus(ahead);

    assertThat(BookingLimits.slot(start, start.plus(length), NOW))
        .isEqualTo(new TimeSlot(start, start.plus(length)));
  }

  @ParameterizedTest(name = "starts after {0}, lasts {1}: {2} {3}")
  @CsvSource({
    "PT0S, PT1H, startsAt, must lie in the future",
    "PT-0.001S, PT1H, startsAt, must lie in the future",
    "P90DT0.001S, PT1H, startsAt, must be at most 90 days ahead",
    "PT1H, PT0S, endsAt, must be later than startsAt",
    "PT1H, PT-1H, endsAt, must be later than startsAt",
    "PT1H, PT14M59.999S, endsAt, must be 15 minutes to 12 hours",
    "PT1H, PT12H0.001S, endsAt, must be 15 minutes to 12 hours"
  })
  void aSlotMayNotBeBooked(Duration ahead, Duration length, String field, String rule) {
    Instant start = NOW.plus(ahead);

    assertThatThrownBy(() -> BookingLimits.slot(start, start.plus(length), NOW))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_ERROR);
              assertThat(e.getMessage()).contains(field).contains(rule);
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void theLimitIsAtLeastOneSession(int sessions) {
    assertThatThrownBy(() -> limits(sessions)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aUserBelowTheLimitMayBook() {
    assertThatCode(() -> limits(3).check(bookings(2))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void aUserAtTheLimitMayNotBook(int booked) {
    assertRefused(
        () -> limits(3).check(bookings(booked)), ErrorCode.INVALID_STATE, "3 sessions open");
  }

  private static BookingLimits limits(int openSessions) {
    return new BookingLimits(openSessions, new BorrowingLimit(Duration.ofHours(12)));
  }

  /** So many sessions of an hour, each two hours after the other, all on different licences. */
  private static UserBookings bookings(int count) {
    List<Reservation> booked =
        IntStream.range(0, count)
            .mapToObj(
                number ->
                    new Reservation(
                        LicenseId.ofOwner(new UserId("owner-" + number)),
                        hours(2 * number, 2 * number + 1),
                        new SessionId("session-" + number),
                        BEN))
            .toList();
    return new UserBookings(BEN, booked, count);
  }

  private static TimeSlot hours(int start, int end) {
    return new TimeSlot(NOW.plus(Duration.ofHours(start)), NOW.plus(Duration.ofHours(end)));
  }

  private static void assertRefused(Runnable check, ErrorCode code, String text) {
    assertThatThrownBy(check::run)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.getMessage()).contains(text);
            });
  }
}
