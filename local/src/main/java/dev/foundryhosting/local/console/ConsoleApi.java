/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.CostRequest;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.PlatformRequest;
import dev.foundryhosting.lambda.ApiJson;
import dev.foundryhosting.local.activity.Activity;
import dev.foundryhosting.local.clock.MovableClock;
import dev.foundryhosting.local.fargate.Fargate;
import dev.foundryhosting.local.fargate.StandInServer;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The servers and the whole platform, for their pages; the actions and the clock of all pages. */
@Path("/console/api")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ConsoleApi {
  static final int EVENTS_SHOWN = 40;

  private final Platform platform;
  private final Activity activity;
  private final Fargate fargate;
  private final Timers timers;
  private final MovableClock clock;

  ConsoleApi(
      Platform platform, Activity activity, Fargate fargate, Timers timers, MovableClock clock) {
    this.platform = platform;
    this.activity = activity;
    this.fargate = fargate;
    this.timers = timers;
    this.clock = clock;
  }

  /**
   * @param now the platform's time, by which the page counts
   */
  public record State(Instant now, List<Server> instances, List<Activity.Entry> events) {}

  /**
   * A server.
   *
   * @param instance in the shape of the contract
   * @param playersNow how many people are on its stand-in; null when it has none
   */
  public record Server(ObjectNode instance, @Nullable Integer playersNow) {}

  /** The answers to {@code admin-overview} and {@code shutdown-stats}, and users' names by id. */
  public record Overview(
      Instant now,
      Map<String, String> names,
      ObjectNode overview,
      ObjectNode stats,
      List<Activity.Entry> events) {}

  /** A number of players. */
  public record PlayersRequest(int players) {}

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
  @Path("state")
  public State state() {
    return new State(
        clock.instant(),
        platform.instances().stream().map(this::server).toList(),
        activity.newest(EVENTS_SHOWN));
  }

  @GET
  @Path("overview")
  public Overview overview() {
    return new Overview(
        clock.instant(),
        platform.instances().stream()
            .collect(Collectors.toMap(each -> each.userId().value(), InstanceAnswer::username)),
        ApiJson.json(
            platform.ask(
                Action.ADMIN_OVERVIEW.byAdministrator(
                    Platform.OPERATOR, PlatformRequest.Overview.present()))),
        ApiJson.json(
            platform.ask(
                Action.SHUTDOWN_STATS.byAdministrator(
                    Platform.OPERATOR, CostRequest.OfMonth.present()))),
        activity.newest(EVENTS_SHOWN));
  }

  /** Passes an action of a user to the platform, and its answer to the page. */
  @POST
  @Path("actions/{action}")
  public ObjectNode act(String action, ObjectNode request) {
    return platform.act(known(action), request);
  }

  /** The same for an action that only an administrator may do. */
  @POST
  @Path("operator/{action}")
  public ObjectNode operate(String action, ObjectNode request) {
    return platform.operate(known(action), request);
  }

  /** Sets the number of players on a stand-in server. */
  @POST
  @Path("servers/{userId}/players")
  public Map<String, Boolean> players(String userId, PlayersRequest request) {
    fargate
        .serverOf(userId)
        .orElseThrow(() -> new IllegalArgumentException("The server does not run."))
        .players(request.players);
    return Map.of("ok", true);
  }

  @GET
  @Path("clock")
  public Time time() {
    Instant now = clock.instant();
    Pool pool = Pool.read(platform);
    return new Time(
        now,
        Duration.between(Instant.now(), now).toSeconds(),
        NextMoment.after(now, pool.users(), pool.sessions()).orElse(null));
  }

  /** Moves the clock and starts all timers, since each may be due now. */
  @POST
  @Path("clock")
  public Map<String, Object> move(Move move) {
    clock.forward(move.from(clock.instant()));
    Instant now = clock.instant();
    activity.note(
        Activity.Kind.CLOCK, "the clock was moved", "to " + now.truncatedTo(ChronoUnit.SECONDS));
    timers.all();
    return Map.of("ok", true, "now", now);
  }

  private Server server(InstanceAnswer instance) {
    Optional<StandInServer> standIn = fargate.serverOf(instance.userId().value());
    return new Server(ApiJson.json(instance), standIn.map(StandInServer::players).orElse(null));
  }

  private static Action<?, ?> known(String name) {
    return Action.named(name)
        .orElseThrow(() -> new IllegalArgumentException("There is no action " + name + "."));
  }
}
