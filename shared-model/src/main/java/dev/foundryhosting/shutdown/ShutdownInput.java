package dev.foundryhosting.shutdown;

import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.PlayerActivity;
import dev.foundryhosting.instance.ShutdownSettings;
import dev.foundryhosting.instance.StopCause;
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
 * @param activity what is known of the players
 * @param notice the announcement of its end, if there is one
 * @param settings how long its user wants it to be left running
 * @param order an order of the platform's own that ends it
 * @param budget of a user who has a spending cap
 */
public record ShutdownInput(
    Instant readyAt,
    Optional<TimeSlot> session,
    Optional<Instant> nextBooking,
    PlayerActivity activity,
    Optional<Notice> notice,
    ShutdownSettings settings,
    Optional<StopCause> order,
    Optional<Budget> budget) {
  public ShutdownInput {
    Objects.requireNonNull(readyAt, "readyAt");
    Objects.requireNonNull(session, "session");
    Objects.requireNonNull(nextBooking, "nextBooking");
    Objects.requireNonNull(activity, "watch");
    Objects.requireNonNull(notice, "notice");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(order, "order");
    Objects.requireNonNull(budget, "budget");
  }
}
