/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.autoshutdown;

import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.MaintenanceOrders;
import dev.foundryhosting.instance.port.Metrics;
import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.instance.port.Routes;
import dev.foundryhosting.instance.port.Tasks;
import dev.foundryhosting.instance.reconcile.InstanceReconciler;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.shutdown.PlayerCounts;
import dev.foundryhosting.shutdown.Spending;
import dev.foundryhosting.shutdown.SweepInstances;
import dev.foundryhosting.shutdown.orphan.CollectOrphans;
import dev.foundryhosting.shutdown.orphan.OrphanCandidates;
import dev.foundryhosting.shutdown.orphan.OrphanPorts;
import dev.foundryhosting.shutdown.orphan.RouteInventory;
import dev.foundryhosting.shutdown.orphan.TaskInventory;
import dev.foundryhosting.usage.SpendingCaps;
import dev.foundryhosting.usage.command.BookRun;
import dev.foundryhosting.usage.port.UsageLedger;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The use cases of this function as beans. */
class ShutdownUseCases {
  @Produces
  @Singleton
  SweepInstances sweep(
      Instances instances,
      Reservations reservations,
      MaintenanceOrders orders,
      Spending spending,
      Tasks tasks,
      PlayerCounts players,
      Routes routes,
      InstanceReconciler reconciler,
      ProblemLog problems,
      Metrics metrics,
      Clock clock) {
    return new SweepInstances(
        instances,
        reservations,
        orders,
        spending,
        tasks,
        players,
        routes,
        reconciler,
        problems,
        metrics,
        clock);
  }

  @Produces
  @Singleton
  Spending spending(UsageLedger ledger, SpendingCaps caps, Clock clock) {
    return new Spending(ledger, caps, clock);
  }

  @Produces
  @Singleton
  CollectOrphans collect(
      TaskInventory taskInventory,
      RouteInventory routeInventory,
      OrphanCandidates candidates,
      Instances instances,
      Tasks tasks,
      InstanceReconciler reconciler,
      BookRun bookRun,
      ProblemLog problems,
      Clock clock) {
    return new CollectOrphans(
        new OrphanPorts(
            taskInventory,
            routeInventory,
            candidates,
            instances,
            tasks,
            reconciler,
            bookRun,
            problems,
            clock));
  }
}
