/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.command;

import dev.foundryhosting.license.License;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.license.Week;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.BookingLimits;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The licences that a session can have, and their free time; pure functions. */
final class Availability {
  /** More than {@link BookingLimits#AHEAD}. */
  private static final int WEEKS_AHEAD = 16;

  private Availability() {}

  /**
   * The licences that a user may book, the best first: the user's own, then the pool's by recent
   * use. For a session that is about to begin, licences in use come last.
   */
  static List<License> candidates(
      UserId user, Optional<License> own, List<License> pool, TimeSlot slot, Instant now) {
    boolean soon = slot.start().isBefore(now.plus(Reservation.KEPT_FREE));
    Stream<License> lent =
        pool.stream()
            .filter(license -> !license.ownerId().equals(user))
            .sorted(
                Comparator.comparing((License license) -> soon && license.run().isPresent())
                    .thenComparing(license -> license.recentUse().total(now))
                    .thenComparing(license -> license.licenseId().value()));
    return Stream.concat(own.stream(), lent).filter(license -> license.admits(user)).toList();
  }

  static boolean free(TimeSlot slot, List<Reservation> booked) {
    return booked.stream().noneMatch(other -> other.blocks(slot));
  }

  /**
   * The first free slot of the same length at or after the wanted one.
   *
   * @param booked on the licence
   * @param own the user's reservations on any licence
   */
  static TimeSlot next(TimeSlot wanted, List<Reservation> booked, UserBookings own) {
    // After the last reservation everything is free.
    return next(wanted, booked, own, slot -> true).orElseThrow();
  }

  /**
   * As {@link #next(TimeSlot, List, UserBookings)}, of the slots that a limit admits.
   *
   * @param admitted depends on nothing but the week of a slot
   * @return empty when no slot of that length is admitted
   */
  static Optional<TimeSlot> next(
      TimeSlot wanted, List<Reservation> booked, UserBookings own, Predicate<TimeSlot> admitted) {
    List<Reservation> all =
        Stream.concat(booked.stream(), own.reservations().stream()).distinct().toList();
    return Stream.concat(
            Stream.concat(Stream.of(wanted.start()), mondays(wanted)),
            all.stream().map(other -> other.slot().end().plus(Reservation.TURN_OVER)))
        .filter(start -> !start.isBefore(wanted.start()))
        .sorted()
        .map(wanted::startingAt)
        .filter(slot -> free(slot, all) && admitted.test(slot))
        .findFirst();
  }

  /** The starts of the weeks after a slot, past all that can be booked. */
  private static Stream<Instant> mondays(TimeSlot wanted) {
    return Stream.iterate(Week.of(wanted.start()).next(), Week::next)
        .limit(WEEKS_AHEAD)
        .map(Week::start);
  }
}
