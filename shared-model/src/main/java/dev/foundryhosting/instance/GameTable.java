/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.license.UserBookings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A server as its players see it: nothing of its user but the name.
 *
 * @param name as its user wrote it
 * @param phases of a start or a stop that is under way, in the order in which they began
 * @param expectedReadyAt when players can probably join, judged by its last starts; empty when
 *     nothing starts, or it takes longer than that
 * @param nextSession that is not over
 */
public record GameTable(
    String name,
    Subdomain subdomain,
    TableStatus status,
    List<Progress.Step> phases,
    Optional<Instant> expectedReadyAt,
    Optional<TimeSlot> nextSession) {

  /**
   * @param maintenance whether nothing may start
   */
  public static GameTable of(
      Instance instance, UserBookings bookings, boolean maintenance, Instant now) {
    TableStatus status = TableStatus.of(instance.status(), maintenance);
    boolean moves = status == TableStatus.STARTING || status == TableStatus.STOPPING;
    return new GameTable(
        instance.profile().username(),
        instance.profile().subdomain(),
        status,
        instance.progress().filter(any -> moves).map(Progress::steps).orElse(List.of()),
        instance
            .run()
            .filter(run -> status == TableStatus.STARTING)
            .map(run -> run.requestedAt().plus(instance.access().usualStart()))
            .filter(now::isBefore),
        bookings.next(now).map(Reservation::slot));
  }
}
