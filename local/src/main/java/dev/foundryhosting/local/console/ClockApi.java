/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.console;

import dev.foundryhosting.local.activity.Activity;
import dev.foundryhosting.local.clock.MovableClock;
import dev.foundryhosting.local.functions.Timers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The platform's clock, which pages show and move forward. */
@Path("/console/api/clock")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ClockApi {
  private final MovableClock clock;
  private final Pool pool;
  private final Timers timers;
  private final Activity activity;

  ClockApi(MovableClock clock, Pool pool, Timers timers, Activity activity) {
    this.clock = clock;
    this.pool = pool;
    this.timers = timers;
    this.activity = activity;
  }

  /**
   * @param now the platform's time
   * @param movedSeconds how far it is ahead of the real one
   * @param next the next moment at which something happens by itself; null when there is none
   */
  public record Time(Instant now, long movedSeconds, @Nullable NextMoment next) {}

  /**
   * Where to move the clock: one of the two.
   *
   * @param forward a duration, ISO-8601
   * @param to a time in UTC
   */
  public record Move(String forward, String to) {
    private Duration from(Instant now) {
      try {
        return to == null ? Duration.parse(forward) : Duration.between(now, Instant.parse(to));
      } catch (DateTimeException | ArithmeticException e) {
        throw new IllegalArgumentException(
            "'forward' must be a duration such as PT15M, 'to' a time in UTC.", e);
      }
    }
  }

  @GET
  public Time time() {
    Instant now = clock.instant();
    Pool.State state = pool.read();
    return new Time(
        now,
        Duration.between(Instant.now(), now).toSeconds(),
        NextMoment.after(now, state.users(), state.sessions()).orElse(null));
  }

  /** Moves the clock and starts all timers, since each may be due now. */
  @POST
  public Map<String, Object> move(Move move) {
    clock.forward(move.from(clock.instant()));
    Instant now = clock.instant();
    activity.note(
        Activity.Kind.CLOCK, "the clock was moved", "to " + now.truncatedTo(ChronoUnit.SECONDS));
    timers.all();
    return Map.of("ok", true, "now", now);
  }
}
