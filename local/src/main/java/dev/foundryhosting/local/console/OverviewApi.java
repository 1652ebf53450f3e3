package dev.foundryhosting.local.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foundryhosting.local.activity.Activity;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the maintainers' page asks. */
@Path("/console/api/overview")
@Produces(MediaType.APPLICATION_JSON)
public class OverviewApi {
  private final Platform platform;
  private final Activity activity;
  private final Clock clock;
  private final ObjectMapper json;

  OverviewApi(Platform platform, Activity activity, Clock clock, ObjectMapper json) {
    this.platform = platform;
    this.activity = activity;
    this.clock = clock;
    this.json = json;
  }

  /** The platform at a glance, now. */
  @GET
  public State state() {
    Platform.Listing listing = platform.instances();
    JsonNode overview = platform.look("admin-overview", json.createObjectNode());
    JsonNode stats = platform.look("shutdown-stats", json.createObjectNode());
    Map<String, String> names =
        listing.instances().stream()
            .collect(
                Collectors.toMap(
                    each -> each.path("userId").asText(), each -> each.path("username").asText()));
    String problem =
        Stream.of(overview, stats)
            .map(each -> each.path("error").path("message").asText(null))
            .filter(each -> each != null)
            .findFirst()
            .orElse(null);
    return new State(
        clock.instant(),
        names,
        overview.get("data"),
        stats.get("data"),
        problem,
        activity.newest(ConsoleApi.EVENTS_SHOWN));
  }

  /**
   * @param now the platform's time
   * @param names of users, by their ids
   * @param overview what {@code admin-overview} tells; null when it does not
   * @param stats what {@code shutdown-stats} tells; null when it does not
   * @param problem why something could not be read; null when all could
   */
  public record State(
      Instant now,
      Map<String, String> names,
      JsonNode overview,
      JsonNode stats,
      String problem,
      List<Activity.Entry> events) {}
}
