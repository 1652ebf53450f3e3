package dev.foundryhosting.aws.wiring;

import dev.foundryhosting.event.Notifications;
import dev.foundryhosting.usage.BookDonation;
import dev.foundryhosting.usage.BookRun;
import dev.foundryhosting.usage.DonationLedger;
import dev.foundryhosting.usage.Prices;
import dev.foundryhosting.usage.PublishDonations;
import dev.foundryhosting.usage.UsageLedger;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The use cases that book into the ledger. */
class UsageBeans {
  @Produces
  @Singleton
  BookRun bookRun(UsageLedger ledger, Prices prices) {
    return new BookRun(ledger, prices);
  }

  @Produces
  @Singleton
  BookDonation bookDonation(DonationLedger ledger) {
    return new BookDonation(ledger);
  }

  @Produces
  @Singleton
  PublishDonations publishDonations(DonationLedger ledger, Notifications notifications) {
    return new PublishDonations(ledger, notifications);
  }
}
