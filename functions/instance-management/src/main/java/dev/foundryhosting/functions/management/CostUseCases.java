/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.reconcile.MeteredTasks;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.shutdown.GetShutdownStats;
import dev.foundryhosting.usage.Prices;
import dev.foundryhosting.usage.SupporterRoles;
import dev.foundryhosting.usage.command.ClaimDonation;
import dev.foundryhosting.usage.command.CreditSupporter;
import dev.foundryhosting.usage.command.GetAllCosts;
import dev.foundryhosting.usage.command.GetUserCosts;
import dev.foundryhosting.usage.port.DonationLedger;
import dev.foundryhosting.usage.port.UsageLedger;
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
  CreditSupporter credit(UsageLedger ledger, Clock clock) {
    return new CreditSupporter(ledger, clock);
  }

  @Produces
  @Singleton
  SupporterRoles roles(Environment environment, Prices prices) {
    return SupporterRoles.from(environment, prices.currency());
  }

  @Produces
  @Singleton
  ClaimDonation claim(DonationLedger ledger) {
    return new ClaimDonation(ledger);
  }
}
