/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.CostRequest;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.OverviewAnswer;
import dev.foundryhosting.api.PlatformRequest;
import dev.foundryhosting.api.ShutdownStatsAnswer;
import dev.foundryhosting.lambda.ApiJson;
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

/** The whole platform, for the maintainers' page. */
@Path("/console/api/overview")
@Produces(MediaType.APPLICATION_JSON)
public class OverviewApi {
  private final Platform platform;
  private final Activity activity;
  private final Clock clock;

  OverviewApi(Platform platform, Activity activity, Clock clock) {
    this.platform = platform;
    this.activity = activity;
    this.clock = clock;
  }

  /** The answers to {@code admin-overview} and {@code shutdown-stats}, and users' names by id. */
  public record State(
      Instant now,
      Map<String, String> names,
      ObjectNode overview,
      ObjectNode stats,
      List<Activity.Entry> events) {}

  @GET
  public State state() {
    Map<String, String> names =
        platform.instances().stream()
            .collect(Collectors.toMap(each -> each.userId().value(), InstanceAnswer::username));
    OverviewAnswer overview =
        platform.ask(
            Action.ADMIN_OVERVIEW.byAdministrator(
                Platform.OPERATOR, PlatformRequest.Overview.present()));
    ShutdownStatsAnswer stats =
        platform.ask(
            Action.SHUTDOWN_STATS.byAdministrator(
                Platform.OPERATOR, CostRequest.OfMonth.present()));
    return new State(
        clock.instant(),
        names,
        ApiJson.json(overview),
        ApiJson.json(stats),
        activity.newest(ConsoleApi.EVENTS_SHOWN));
  }
}
