/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The reservations of a user's open sessions. A new booking is conditional on the revision, so two
 * at the same time cannot both pass the checks.
 *
 * @param reservations ordered by start
 * @param revision counts the changes; 0 before the first booking
 */
public record UserBookings(UserId userId, List<Reservation> reservations, long revision) {
  public UserBookings {
    reservations =
        reservations.stream().sorted(Comparator.comparing(r -> r.slot().start())).toList();
  }

  /** Before the first booking. */
  public static UserBookings empty(UserId user) {
    return new UserBookings(user, List.of(), 0);
  }

  /** The reservation for which the user's server may be started at a time. */
  public Optional<Reservation> servedAt(Instant time) {
    return reservations.stream().filter(r -> r.servesAt(time)).findFirst();
  }

  /** The first reservation that a session in this slot would come too close to. */
  public Optional<Reservation> blocking(TimeSlot slot) {
    return reservations.stream().filter(r -> r.blocks(slot)).findFirst();
  }

  /** The first reservation that is not over. */
  public Optional<Reservation> next(Instant time) {
    return reservations.stream().filter(r -> r.slot().end().isAfter(time)).findFirst();
  }
}
