package dev.foundryhosting.functions.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.shutdown.GetShutdownStats.Servers;
import dev.foundryhosting.shutdown.GetShutdownStats.ShutdownStats;

/** How callers see why servers ended, and how those stand that run (docs/api.md). */
final class ShutdownJson {
  private ShutdownJson() {}

  static ObjectNode of(ShutdownStats stats) {
    ObjectNode json = Json.object().put("month", stats.month().toString());
    ObjectNode stops = json.putObject("stops");
    stats.stops().forEach((kind, count) -> stops.put(kind.label(), count));
    json.set("servers", of(stats.servers()));
    return json;
  }

  private static ObjectNode of(Servers servers) {
    return Json.object()
        .put("running", servers.running())
        .put("empty", servers.empty())
        .put("warned", servers.warned())
        .put("unreadable", servers.unreadable());
  }
}
