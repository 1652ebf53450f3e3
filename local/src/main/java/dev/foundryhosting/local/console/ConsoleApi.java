/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.lambda.ApiJson;
import dev.foundryhosting.local.activity.Activity;
import dev.foundryhosting.local.fargate.Fargate;
import dev.foundryhosting.local.fargate.StandInServer;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The servers, for their page, and the actions of all pages. */
@Path("/console/api")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ConsoleApi {
  static final int EVENTS_SHOWN = 40;

  private final Platform platform;
  private final Activity activity;
  private final Fargate fargate;
  private final Clock clock;

  ConsoleApi(Platform platform, Activity activity, Fargate fargate, Clock clock) {
    this.platform = platform;
    this.activity = activity;
    this.fargate = fargate;
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

  /** A number of players. */
  public record PlayersRequest(int players) {}

  @GET
  @Path("/state")
  public State state() {
    return new State(
        clock.instant(),
        platform.instances().stream().map(this::server).toList(),
        activity.newest(EVENTS_SHOWN));
  }

  /** Passes an action of a user to the platform, and its answer to the page. */
  @POST
  @Path("/actions/{action}")
  public ObjectNode act(@PathParam("action") String action, ObjectNode request) {
    return platform.act(known(action), request);
  }

  /** The same for an action that only an administrator may do. */
  @POST
  @Path("/operator/{action}")
  public ObjectNode operate(@PathParam("action") String action, ObjectNode request) {
    return platform.operate(known(action), request);
  }

  /** Sets the number of players on a stand-in server. */
  @POST
  @Path("/servers/{userId}/players")
  public Map<String, Boolean> players(@PathParam("userId") String userId, PlayersRequest request) {
    fargate
        .serverOf(userId)
        .orElseThrow(() -> new IllegalArgumentException("The server does not run."))
        .players(request.players);
    return Map.of("ok", true);
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
