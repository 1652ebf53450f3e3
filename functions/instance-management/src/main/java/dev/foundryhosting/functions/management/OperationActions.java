package dev.foundryhosting.functions.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.instance.Deadline;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.operation.OrderMaintenance;
import dev.foundryhosting.operation.ResetMaintenance;
import dev.foundryhosting.operation.SurveyPlatform;
import dev.foundryhosting.usage.UsageMonth;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/** What the maintainers order for the whole platform, and what they see of it. */
@Singleton
class OperationActions {
  private static final int USUAL_CONTRIBUTORS = 10;
  private static final int MOST_CONTRIBUTORS = 100;

  private final OrderMaintenance maintenance;
  private final ResetMaintenance reset;
  private final SurveyPlatform survey;

  OperationActions(OrderMaintenance maintenance, ResetMaintenance reset, SurveyPlatform survey) {
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
    return SurveyJson.of(
        survey.survey(
            fields.findText("month").map(UsageMonth::parse),
            fields.findNumber("limit", 1, MOST_CONTRIBUTORS).orElse(USUAL_CONTRIBUTORS)));
  }

  private ObjectNode maintain(Request request, Deadline deadline) {
    Fields fields = request.fields();
    boolean enabled = fields.requireFlag("enabled");
    Optional<String> reason = fields.findText("reason");
    if (!enabled) {
      return answer(SurveyJson.maintenance(Optional.empty()), maintenance.lift(deadline));
    }
    OrderMaintenance.Ordered ordered =
        maintenance.order(
            reason.orElseThrow(() -> fields.missing("reason")), request.actor(), deadline);
    return answer(SurveyJson.maintenance(Optional.of(ordered.maintenance())), ordered.servers());
  }

  private ObjectNode reset(Deadline deadline) {
    ResetMaintenance.Report report = reset.reset(deadline);
    return answer(SurveyJson.maintenance(Optional.empty()), report.servers())
        .put("resumed", report.resumed())
        .put("failed", report.failed());
  }

  private static ObjectNode answer(ObjectNode maintenance, int servers) {
    return Json.object().<ObjectNode>set("maintenance", maintenance).put("servers", servers);
  }
}
