package dev.foundryhosting.aws.wiring;

import dev.foundryhosting.event.Notifications;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.usage.BookRun;
import dev.foundryhosting.usage.DonationLedger;
import dev.foundryhosting.usage.Prices;
import dev.foundryhosting.usage.PublishDonations;
import dev.foundryhosting.usage.SpendingCaps;
import dev.foundryhosting.usage.UsageLedger;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Metering, as every function needs it that sees runs end or shows what they cost. */
class UsageBeans {
  @Produces
  @Singleton
  Prices prices(Environment environment) {
    return Prices.from(environment);
  }

  @Produces
  @Singleton
  SpendingCaps caps(Environment environment, Prices prices) {
    return SpendingCaps.from(environment, prices);
  }

  @Produces
  @Singleton
  BookRun bookRun(UsageLedger ledger, Prices prices) {
    return new BookRun(ledger, prices);
  }

  @Produces
  @Singleton
  PublishDonations tell(DonationLedger ledger, Notifications notifications) {
    return new PublishDonations(ledger, notifications);
  }
}
