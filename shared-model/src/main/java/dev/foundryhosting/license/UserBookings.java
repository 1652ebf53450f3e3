package dev.foundryhosting.license;

import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a user has booked and what is not over: one reservation for each open session. A booking is
 * made on the diary as it was read, so that nobody books twice at the same time unaware.
 *
 * @param userId whose
 * @param reservations ordered by start; at most as many as a user may have open
 * @param revision counts its changes; 0 when the user never booked anything
 */
public record UserBookings(UserId userId, List<Reservation> reservations, long revision) {
  public UserBookings {
    Objects.requireNonNull(userId, "userId");
    reservations =
        reservations.stream().sorted(Comparator.comparing(r -> r.slot().start())).toList();
  }

  /** Of a user who never booked anything. */
  public static UserBookings empty(UserId user) {
    return new UserBookings(user, List.of(), 0);
  }

  /** The reservation for which the user's server may run at a time. */
  public Optional<Reservation> servedAt(Instant time) {
    return reservations.stream().filter(r -> r.servesAt(time)).findFirst();
  }

  /** The first that another session of the user's would come too close to. */
  public Optional<Reservation> blocking(TimeSlot slot) {
    return reservations.stream().filter(r -> r.blocks(slot)).findFirst();
  }

  /** The first that is not over at a time. */
  public Optional<Reservation> next(Instant time) {
    return reservations.stream().filter(r -> r.slot().end().isAfter(time)).findFirst();
  }
}
