package dev.foundryhosting.functions.management;

import dev.foundryhosting.instance.Instances;
import dev.foundryhosting.instance.MeteredTasks;
import dev.foundryhosting.shutdown.GetShutdownStats;
import dev.foundryhosting.usage.ClaimDonation;
import dev.foundryhosting.usage.DonationLedger;
import dev.foundryhosting.usage.GetAllCosts;
import dev.foundryhosting.usage.GetUserCosts;
import dev.foundryhosting.usage.Prices;
import dev.foundryhosting.usage.UsageLedger;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The use cases of the ledger as beans. */
class CostUseCases {
  @Produces
  @Singleton
  GetUserCosts userCosts(UsageLedger ledger, Instances instances, Prices prices, Clock clock) {
    return new GetUserCosts(ledger, new MeteredTasks(instances), prices, clock);
  }

  @Produces
  @Singleton
  GetShutdownStats shutdownStats(UsageLedger ledger, Instances instances, Clock clock) {
    return new GetShutdownStats(ledger, instances, clock);
  }

  @Produces
  @Singleton
  GetAllCosts allCosts(UsageLedger ledger, Prices prices, Clock clock) {
    return new GetAllCosts(ledger, prices, clock);
  }

  @Produces
  @Singleton
  ClaimDonation claim(DonationLedger ledger) {
    return new ClaimDonation(ledger);
  }
}
