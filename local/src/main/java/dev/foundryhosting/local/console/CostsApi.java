package dev.foundryhosting.local.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.local.activity.Activity;
import dev.foundryhosting.local.costs.MonthPicture;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the page about costs asks. */
@Path("/console/api/costs")
@Produces(MediaType.APPLICATION_JSON)
public class CostsApi {
  private final Platform platform;
  private final Activity activity;
  private final Clock clock;
  private final ObjectMapper json;

  CostsApi(Platform platform, Activity activity, Clock clock, ObjectMapper json) {
    this.platform = platform;
    this.activity = activity;
    this.clock = clock;
    this.json = json;
  }

  /**
   * A user's month.
   *
   * @param user empty for the first there is
   * @param month as {@code 2026-11}; empty for the present one
   * @param width of the picture, in pixels
   */
  @GET
  public State state(
      @QueryParam("user") @DefaultValue("") String user,
      @QueryParam("month") @DefaultValue("") String month,
      @QueryParam("width") @DefaultValue("640") int width) {
    Instant now = clock.instant();
    Platform.Listing listing = platform.instances();
    ObjectNode wanted = json.createObjectNode();
    if (!month.isEmpty()) {
      wanted.put("month", month);
    }
    JsonNode all = platform.look("get-all-costs", wanted.deepCopy());
    List<User> users = users(listing, all.path("data").path("entries"));
    Optional<User> chosen =
        users.stream()
            .filter(each -> each.userId().equals(user))
            .findFirst()
            .or(() -> users.stream().findFirst());
    JsonNode answer =
        chosen
            .map(each -> platform.look("get-user-costs", wanted.put("userId", each.userId())))
            .orElse(all);
    String picture =
        chosen.isPresent() && answer.path("ok").asBoolean()
            ? MonthPicture.svg(Bill.read(answer.path("data"), now), within(width), now)
            : null;
    return new State(
        now,
        users,
        chosen.map(User::userId).orElse(null),
        picture == null ? null : answer.path("data"),
        picture,
        Optional.ofNullable(listing.problem())
            .orElse(answer.path("error").path("message").asText(null)),
        activity.newest(ConsoleApi.EVENTS_SHOWN));
  }

  /** Whoever has a server, and whoever had one and left a bill. */
  private static List<User> users(Platform.Listing listing, JsonNode billed) {
    Map<String, User> users = new LinkedHashMap<>();
    for (JsonNode instance : listing.instances()) {
      String id = instance.path("userId").asText();
      users.put(id, new User(id, instance.path("username").asText(), false));
    }
    for (JsonNode entry : billed) {
      String id = entry.path("userId").asText();
      users.putIfAbsent(id, new User(id, id, true));
    }
    return new ArrayList<>(users.values());
  }

  private static int within(int width) {
    return Math.clamp(width, MonthPicture.NARROWEST, MonthPicture.WIDEST);
  }

  /**
   * @param gone whether there is no server of theirs any more
   */
  public record User(String userId, String username, boolean gone) {}

  /**
   * @param now the platform's time
   * @param user whose month it is; null when there is nobody
   * @param costs in the shape of the contract; null when there are none
   * @param picture the month as SVG; null when there are no costs
   * @param problem why something could not be read; null when all could
   */
  public record State(
      Instant now,
      List<User> users,
      String user,
      JsonNode costs,
      String picture,
      String problem,
      List<Activity.Entry> events) {}
}
