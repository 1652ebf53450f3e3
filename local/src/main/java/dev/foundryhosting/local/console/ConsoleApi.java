package dev.foundryhosting.local.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the console's page asks. */
@Path("/console/api")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ConsoleApi {
  static final int EVENTS_SHOWN = 40;

  private static final Set<String> ACTIONS =
      Set.of(
          "create",
          "start",
          "stop",
          "status",
          "keep-alive",
          "destroy",
          "update-version",
          "update-settings",
          "get-admin-key",
          "check-availability",
          "schedule-session",
          "cancel-session",
          "set-license-sharing",
          "manage-license-state",
          "claim-donation");
  private static final Set<String> OPERATORS_ACTIONS =
      Set.of(
          "admin-cancel-session",
          "admin-system-maintenance",
          "admin-maintenance-reset",
          "update-settings");

  private final Platform platform;
  private final Activity activity;
  private final Fargate fargate;
  private final Clock clock;
  private final ObjectMapper json;

  ConsoleApi(
      Platform platform, Activity activity, Fargate fargate, Clock clock, ObjectMapper json) {
    this.platform = platform;
    this.activity = activity;
    this.fargate = fargate;
    this.clock = clock;
    this.json = json;
  }

  /** Everything that the page shows, as it is now. */
  @GET
  @Path("/state")
  public State state() {
    Platform.Listing listing = platform.instances();
    List<View> views = listing.instances().stream().map(this::view).toList();
    return new State(clock.instant(), views, listing.problem(), activity.newest(EVENTS_SHOWN));
  }

  /** Does an action of the platform and passes its answer on as it is. */
  @POST
  @Path("/actions/{action}")
  public Response act(@PathParam("action") String action, ObjectNode request) {
    if (!ACTIONS.contains(action)) {
      return refused(404, "The console does not do '%s'.".formatted(action));
    }
    return Response.ok(platform.act(action, request)).build();
  }

  /** Does what only an administrator may. */
  @POST
  @Path("/operator/{action}")
  public Response operate(@PathParam("action") String action, ObjectNode request) {
    if (!OPERATORS_ACTIONS.contains(action)) {
      return refused(404, "The console's operator does not do '%s'.".formatted(action));
    }
    return Response.ok(platform.operate(action, request)).build();
  }

  /** Puts players into a running stand-in server. */
  @POST
  @Path("/servers/{userId}/players")
  public Response players(@PathParam("userId") String userId, ObjectNode request) {
    Optional<StandInServer> server = fargate.serverOf(userId);
    if (server.isEmpty()) {
      return refused(409, "The server does not run.");
    }
    try {
      server.get().players(request.path("players").asInt(-1));
      return Response.ok(json.createObjectNode().put("ok", true)).build();
    } catch (IllegalArgumentException e) {
      return refused(400, e.getMessage());
    }
  }

  private View view(JsonNode instance) {
    Integer players =
        fargate.serverOf(instance.path("userId").asText()).map(StandInServer::players).orElse(null);
    return new View(instance, players);
  }

  private Response refused(int status, String message) {
    ObjectNode answer = json.createObjectNode().put("ok", false);
    answer.putObject("error").put("code", "CONSOLE").put("message", message);
    return Response.status(status).entity(answer).build();
  }

  /**
   * @param now the platform's time, by which the page counts
   * @param problem why the instances could not be listed; null when they could
   */
  public record State(
      Instant now, List<View> instances, String problem, List<Activity.Entry> events) {}

  /**
   * An instance with what only the laptop knows about it.
   *
   * @param playersNow how many people are on its stand-in server; null while there is none
   */
  public record View(JsonNode instance, Integer playersNow) {}
}
