package dev.foundryhosting.shutdown;

import dev.foundryhosting.instance.Ending;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.ShutdownSettings;
import dev.foundryhosting.instance.Watch;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.usage.Budget;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * All that decides whether a server goes on running.
 *
 * @param readyAt since when players can join
 * @param session the session that it runs for; empty for a run on demand
 * @param nextBooking when somebody else's session on its licence begins next
 * @param watch what is known of the players
 * @param notice the announcement of its end, if there is one
 * @param settings how long its user wants it to be left running
 * @param order an order of the platform's own that ends it
 * @param budget of a user who has a spending cap
 */
public record Standing(
    Instant readyAt,
    Optional<TimeSlot> session,
    Optional<Instant> nextBooking,
    Watch watch,
    Optional<Notice> notice,
    ShutdownSettings settings,
    Optional<Ending> order,
    Optional<Budget> budget) {
  public Standing {
    Objects.requireNonNull(readyAt, "readyAt");
    Objects.requireNonNull(session, "session");
    Objects.requireNonNull(nextBooking, "nextBooking");
    Objects.requireNonNull(watch, "watch");
    Objects.requireNonNull(notice, "notice");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(order, "order");
    Objects.requireNonNull(budget, "budget");
  }
}
