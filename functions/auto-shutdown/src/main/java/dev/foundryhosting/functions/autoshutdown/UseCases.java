package dev.foundryhosting.functions.autoshutdown;

import dev.foundryhosting.instance.InstanceReconciler;
import dev.foundryhosting.instance.Instances;
import dev.foundryhosting.instance.Journal;
import dev.foundryhosting.instance.RepairSweep;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The use cases of the domain as beans. */
class UseCases {
  @Produces
  @Singleton
  RepairSweep sweep(
      Instances instances, InstanceReconciler reconciler, Clock clock, Journal journal) {
    return new RepairSweep(instances, reconciler, clock, journal);
  }
}
