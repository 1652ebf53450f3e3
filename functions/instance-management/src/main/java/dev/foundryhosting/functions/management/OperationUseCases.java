/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.MaintenanceOrders;
import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.instance.reconcile.ReconcilerPorts;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.operation.CacheRelease;
import dev.foundryhosting.operation.EndMaintenance;
import dev.foundryhosting.operation.GetPlatformOverview;
import dev.foundryhosting.operation.RequeueActiveInstances;
import dev.foundryhosting.operation.ResetMaintenance;
import dev.foundryhosting.operation.StartMaintenance;
import dev.foundryhosting.operation.UnusedReleases;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import dev.foundryhosting.release.ReleaseLinks;
import dev.foundryhosting.release.ReleaseTasks;
import dev.foundryhosting.session.port.Sessions;
import dev.foundryhosting.usage.SpendingCaps;
import dev.foundryhosting.usage.port.UsageLedger;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The use cases of the maintainers as beans. */
class OperationUseCases {
  @Produces
  @Singleton
  RequeueActiveInstances requeue(Instances instances, ProblemLog problems, Clock clock) {
    return new RequeueActiveInstances(instances, problems, clock);
  }

  @Produces
  @Singleton
  StartMaintenance start(MaintenanceOrders orders, RequeueActiveInstances active, Clock clock) {
    return new StartMaintenance(orders, active, clock);
  }

  @Produces
  @Singleton
  EndMaintenance end(MaintenanceOrders orders, RequeueActiveInstances active) {
    return new EndMaintenance(orders, active);
  }

  @Produces
  @Singleton
  ResetMaintenance reset(
      EndMaintenance end,
      Sessions sessions,
      Instances instances,
      ProblemLog problems,
      Clock clock) {
    return new ResetMaintenance(end, sessions, instances, problems, clock);
  }

  @Produces
  @Singleton
  CacheRelease cacheRelease(
      ReconcilerPorts ports,
      ReleaseTasks downloads,
      ReleaseLinks links,
      Environment environment,
      Clock clock) {
    return new CacheRelease(
        ports.releases(),
        downloads,
        links,
        ports.tasks(),
        ports.licenses(),
        new UnusedReleases(ports.instances()),
        environment.find(Variable.RELEASE_SECRET_ARN),
        clock);
  }

  @Produces
  @Singleton
  GetPlatformOverview overview(
      Instances instances,
      Sessions sessions,
      Licenses licenses,
      UsageLedger ledger,
      MaintenanceOrders orders,
      SpendingCaps caps,
      Clock clock) {
    return new GetPlatformOverview(instances, sessions, licenses, ledger, orders, caps, clock);
  }
}
