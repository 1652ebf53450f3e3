package dev.foundryhosting.functions.autoshutdown;

import dev.foundryhosting.instance.InstanceReconciler;
import dev.foundryhosting.instance.Instances;
import dev.foundryhosting.instance.Journal;
import dev.foundryhosting.instance.PlatformOrders;
import dev.foundryhosting.instance.Routes;
import dev.foundryhosting.instance.Tasks;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.shutdown.LivingTasks;
import dev.foundryhosting.shutdown.PlayerCounts;
import dev.foundryhosting.shutdown.RepairStrays;
import dev.foundryhosting.shutdown.Spending;
import dev.foundryhosting.shutdown.StandingWays;
import dev.foundryhosting.shutdown.Suspects;
import dev.foundryhosting.shutdown.WatchServers;
import dev.foundryhosting.usage.BookRun;
import dev.foundryhosting.usage.SpendingCaps;
import dev.foundryhosting.usage.UsageLedger;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The use cases of the domain as beans. */
class UseCases {
  @Produces
  @Singleton
  PlayerCounts players(Environment environment) {
    return new HttpPlayerCounts(environment);
  }

  @Produces
  @Singleton
  WatchServers watch(
      Instances instances,
      Reservations reservations,
      PlatformOrders orders,
      Spending spending,
      Tasks tasks,
      PlayerCounts players,
      Routes routes,
      InstanceReconciler reconciler,
      Journal journal,
      Clock clock) {
    return new WatchServers(
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
  RepairStrays repair(
      LivingTasks livingTasks,
      StandingWays standingWays,
      Suspects suspects,
      Instances instances,
      Tasks tasks,
      InstanceReconciler reconciler,
      BookRun bookRun,
      Journal journal,
      Clock clock) {
    return new RepairStrays(
        new RepairStrays.Ports(
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
