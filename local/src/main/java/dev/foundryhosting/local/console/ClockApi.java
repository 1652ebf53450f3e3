package dev.foundryhosting.local.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.local.activity.Activity;
import dev.foundryhosting.local.clock.MovableClock;
import dev.foundryhosting.local.functions.Timers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** The platform's time, and the way to move it forward. */
@Path("/console/api/clock")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ClockApi {
  private final MovableClock clock;
  private final Pool pool;
  private final Timers timers;
  private final Activity activity;
  private final ObjectMapper json;

  ClockApi(MovableClock clock, Pool pool, Timers timers, Activity activity, ObjectMapper json) {
    this.clock = clock;
    this.pool = pool;
    this.timers = timers;
    this.activity = activity;
    this.json = json;
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

  /** Moves the clock by {@code forward} (ISO-8601), or to a time {@code to}, and starts timers. */
  @POST
  public Response move(ObjectNode request) {
    try {
      Duration by =
          request.has("to")
              ? Duration.between(clock.instant(), Instant.parse(request.path("to").asText()))
              : Duration.parse(request.path("forward").asText());
      clock.forward(by);
    } catch (DateTimeParseException e) {
      return refused("'forward' must be a duration such as PT15M, 'to' a time in UTC.");
    } catch (IllegalArgumentException | ArithmeticException e) {
      return refused(e.getMessage());
    }
    Instant now = clock.instant();
    activity.note(
        Activity.Kind.CLOCK, "the clock was moved", "to " + now.truncatedTo(ChronoUnit.SECONDS));
    timers.all();
    return Response.ok(json.createObjectNode().put("ok", true).put("now", now.toString())).build();
  }

  private Response refused(String message) {
    ObjectNode answer = json.createObjectNode().put("ok", false);
    answer.putObject("error").put("code", "CONSOLE").put("message", message);
    return Response.status(400).entity(answer).build();
  }

  /**
   * @param now the platform's time
   * @param movedSeconds how far it is ahead of the real one
   * @param next what happens by itself next; null when nothing does
   */
  public record Time(Instant now, long movedSeconds, NextMoment next) {}
}
