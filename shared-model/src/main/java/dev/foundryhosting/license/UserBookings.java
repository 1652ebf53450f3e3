/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The reservations of a user's open sessions, and how long the user had licences of others. A new
 * booking is conditional on the revision, so two at the same time cannot both pass the checks.
 *
 * @param reservations ordered by start
 * @param played on licences of others in sessions that are over, by week; weeks that are over may
 *     be absent
 * @param revision counts the changes; 0 before the first booking
 */
public record UserBookings(
    UserId userId, List<Reservation> reservations, Map<Week, Duration> played, long revision) {
  public UserBookings {
    reservations =
        reservations.stream().sorted(Comparator.comparing(r -> r.slot().start())).toList();
    played = Map.copyOf(played);
  }

  /** The bookings of a user who had no licence of others lately. */
  public UserBookings(UserId userId, List<Reservation> reservations, long revision) {
    this(userId, reservations, Map.of(), revision);
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

  /** How long the user has licences of others in a week: what was played, and what is booked. */
  public Duration borrowedIn(Week week) {
    return reservations.stream()
        .filter(Reservation::borrowed)
        .map(Reservation::slot)
        .filter(slot -> Week.of(slot.start()).equals(week))
        .map(TimeSlot::length)
        .reduce(played.getOrDefault(week, Duration.ZERO), Duration::plus);
  }

  /** The weeks before that of a time, in which something was played. */
  public List<Week> weeksBefore(Instant time) {
    Week present = Week.of(time);
    return played.keySet().stream().filter(week -> week.compareTo(present) < 0).sorted().toList();
  }

  /** The same bookings without one of them. */
  public UserBookings without(SessionId session) {
    return new UserBookings(
        userId,
        reservations.stream().filter(r -> !r.sessionId().equals(session)).toList(),
        played,
        revision);
  }
}
