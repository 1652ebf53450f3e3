package dev.foundryhosting.functions.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.operation.GetPlatformOverview;
import dev.foundryhosting.operation.ResetMaintenance;
import dev.foundryhosting.operation.StartMaintenance;
import dev.foundryhosting.usage.UsageMonth;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/** What the maintainers order for the whole platform, and what they see of it. */
@Singleton
class OperationActions {
  private static final int USUAL_CONTRIBUTORS = 10;
  private static final int MOST_CONTRIBUTORS = 100;

  private final StartMaintenance maintenance;
  private final ResetMaintenance reset;
  private final GetPlatformOverview survey;

  OperationActions(
      StartMaintenance maintenance, ResetMaintenance reset, GetPlatformOverview survey) {
    this.maintenance = maintenance;
    this.reset = reset;
    this.survey = survey;
  }

  Map<String, Action> catalogue() {
    return Map.of(
        "admin-overview", Action.ofPlatform((r, deadline) -> overview(r.fields())),
        "admin-system-maintenance", Action.ofPlatform(this::maintain),
        "admin-maintenance-reset", Action.ofPlatform((r, deadline) -> reset(deadline)));
  }

  private ObjectNode overview(Fields fields) {
    return OverviewJson.of(
        survey.survey(
            fields.findText("month").map(UsageMonth::parse),
            fields.findNumber("limit", 1, MOST_CONTRIBUTORS).orElse(USUAL_CONTRIBUTORS)));
  }

  private ObjectNode maintain(ActionRequest request, Deadline deadline) {
    Fields fields = request.fields();
    boolean enabled = fields.requireFlag("enabled");
    Optional<String> reason = fields.findText("reason");
    if (!enabled) {
      return answer(OverviewJson.maintenance(Optional.empty()), maintenance.lift(deadline));
    }
    StartMaintenance.Ordered ordered =
        maintenance.order(
            reason.orElseThrow(() -> fields.missing("reason")), request.actor(), deadline);
    return answer(OverviewJson.maintenance(Optional.of(ordered.maintenance())), ordered.servers());
  }

  private ObjectNode reset(Deadline deadline) {
    ResetMaintenance.Report report = reset.reset(deadline);
    return answer(OverviewJson.maintenance(Optional.empty()), report.servers())
        .put("resumed", report.resumed())
        .put("failed", report.failed());
  }

  private static ObjectNode answer(ObjectNode maintenance, int servers) {
    return Json.object().<ObjectNode>set("maintenance", maintenance).put("servers", servers);
  }
}
