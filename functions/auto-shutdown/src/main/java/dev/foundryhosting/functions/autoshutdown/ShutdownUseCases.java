package dev.foundryhosting.functions.autoshutdown;

import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.MaintenanceOrders;
import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.instance.port.Routes;
import dev.foundryhosting.instance.port.Tasks;
import dev.foundryhosting.instance.reconcile.InstanceReconciler;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.shutdown.CollectOrphans;
import dev.foundryhosting.shutdown.OrphanCandidates;
import dev.foundryhosting.shutdown.PlayerCounts;
import dev.foundryhosting.shutdown.RouteInventory;
import dev.foundryhosting.shutdown.Spending;
import dev.foundryhosting.shutdown.SweepInstances;
import dev.foundryhosting.shutdown.TaskInventory;
import dev.foundryhosting.usage.BookRun;
import dev.foundryhosting.usage.SpendingCaps;
import dev.foundryhosting.usage.UsageLedger;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The use cases of the domain as beans. */
class ShutdownUseCases {
  @Produces
  @Singleton
  SweepInstances watch(
      Instances instances,
      Reservations reservations,
      MaintenanceOrders orders,
      Spending spending,
      Tasks tasks,
      PlayerCounts players,
      Routes routes,
      InstanceReconciler reconciler,
      ProblemLog journal,
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
        journal,
        clock);
  }

  @Produces
  @Singleton
  Spending spending(UsageLedger ledger, SpendingCaps caps, Clock clock) {
    return new Spending(ledger, caps, clock);
  }

  @Produces
  @Singleton
  CollectOrphans repair(
      TaskInventory livingTasks,
      RouteInventory standingWays,
      OrphanCandidates suspects,
      Instances instances,
      Tasks tasks,
      InstanceReconciler reconciler,
      BookRun bookRun,
      ProblemLog journal,
      Clock clock) {
    return new CollectOrphans(
        new CollectOrphans.Ports(
            livingTasks,
            standingWays,
            suspects,
            instances,
            tasks,
            reconciler,
            bookRun,
            journal,
            clock));
  }
}
