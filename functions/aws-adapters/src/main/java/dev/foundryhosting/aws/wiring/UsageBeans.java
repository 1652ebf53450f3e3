/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.wiring;

import dev.foundryhosting.event.Notifications;
import dev.foundryhosting.usage.Prices;
import dev.foundryhosting.usage.command.BookDonation;
import dev.foundryhosting.usage.command.BookRun;
import dev.foundryhosting.usage.command.PublishDonations;
import dev.foundryhosting.usage.port.DonationLedger;
import dev.foundryhosting.usage.port.UsageLedger;
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
