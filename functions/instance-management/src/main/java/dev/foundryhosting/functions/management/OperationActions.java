/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import static dev.foundryhosting.functions.management.ActionHandler.on;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.Maintenance;
import dev.foundryhosting.api.MaintenanceAnswer;
import dev.foundryhosting.api.MaintenanceResetAnswer;
import dev.foundryhosting.api.PlatformRequest;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.operation.EndMaintenance;
import dev.foundryhosting.operation.GetPlatformOverview;
import dev.foundryhosting.operation.ResetMaintenance;
import dev.foundryhosting.operation.StartMaintenance;
import dev.foundryhosting.platform.UserId;
import jakarta.inject.Singleton;
import java.util.List;

/** What the maintainers order for the whole platform, and what they see of it. */
@Singleton
class OperationActions implements ActionGroup {
  private static final int USUAL_CONTRIBUTORS = 10;

  private final StartMaintenance start;
  private final EndMaintenance end;
  private final ResetMaintenance reset;
  private final GetPlatformOverview overview;
  private final HealthCheck health;

  OperationActions(
      StartMaintenance start,
      EndMaintenance end,
      ResetMaintenance reset,
      GetPlatformOverview overview,
      HealthCheck health) {
    this.start = start;
    this.end = end;
    this.reset = reset;
    this.overview = overview;
    this.health = health;
  }

  @Override
  public List<ActionHandler<?, ?>> handlers() {
    return List.of(
        on(
            Action.ADMIN_OVERVIEW,
            (r, deadline) ->
                OverviewAnswers.of(
                    overview.get(
                        r.fields().month(), r.fields().limit().orElse(USUAL_CONTRIBUTORS)))),
        on(
            Action.ADMIN_SYSTEM_MAINTENANCE,
            (r, deadline) -> maintain(r.fields(), r.caller().asking(), deadline)),
        on(Action.ADMIN_MAINTENANCE_RESET, (r, deadline) -> reset(deadline)),
        on(Action.HEALTH_CHECK, (r, deadline) -> health.check()));
  }

  private MaintenanceAnswer maintain(
      PlatformRequest.Maintenance fields, UserId administrator, Deadline deadline) {
    if (!fields.enabled()) {
      return new MaintenanceAnswer(Maintenance.NONE, end.end(deadline));
    }
    String reason =
        fields.reason().orElseThrow(() -> PlatformException.invalid("reason", "is missing"));
    StartMaintenance.Started started = start.start(reason, administrator, deadline);
    return new MaintenanceAnswer(OverviewAnswers.of(started.maintenance()), started.servers());
  }

  private MaintenanceResetAnswer reset(Deadline deadline) {
    ResetMaintenance.Report report = reset.reset(deadline);
    return new MaintenanceResetAnswer(
        Maintenance.NONE, report.servers(), report.resumed(), report.failed());
  }
}
