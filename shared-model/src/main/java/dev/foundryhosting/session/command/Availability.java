package dev.foundryhosting.session.command;

import dev.foundryhosting.license.License;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which licence a session can have, and when one is free; pure functions. */
final class Availability {
  private Availability() {}

  /**
   * The licences that a user may book, the best first: the own one, then those on which nobody
   * plays when the session is about to begin, then those used least lately.
   *
   * @param own the user's own licence, if there is one
   * @param pool the licences that are lent
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

  /** Whether a slot can be booked beside what is booked. */
  static boolean free(TimeSlot slot, List<Reservation> booked) {
    return booked.stream().noneMatch(other -> other.blocks(slot));
  }

  /**
   * The first time at or after the wanted one at which a slot of that length is free.
   *
   * @param booked what is booked on one licence
   * @param own what its user has booked, on whatever licence
   */
  static TimeSlot next(TimeSlot wanted, List<Reservation> booked, UserBookings own) {
    List<Reservation> inTheWay =
        Stream.concat(booked.stream(), own.reservations().stream()).distinct().toList();
    return Stream.concat(
            Stream.of(wanted.start()),
            inTheWay.stream().map(other -> other.slot().end().plus(Reservation.TURN_OVER)))
        .filter(start -> !start.isBefore(wanted.start()))
        .sorted()
        .map(wanted::startingAt)
        .filter(slot -> free(slot, inTheWay))
        .findFirst()
        // After the last reservation nothing is in the way any more.
        .orElseThrow();
  }
}
