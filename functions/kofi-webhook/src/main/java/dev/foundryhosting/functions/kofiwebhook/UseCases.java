package dev.foundryhosting.functions.kofiwebhook;

import dev.foundryhosting.event.Notifications;
import dev.foundryhosting.usage.BookDonation;
import dev.foundryhosting.usage.DonationLedger;
import dev.foundryhosting.usage.TellDonations;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The use cases of the domain as beans. */
class UseCases {
  @Produces
  @Singleton
  BookDonation book(DonationLedger ledger) {
    return new BookDonation(ledger);
  }

  @Produces
  @Singleton
  TellDonations tell(DonationLedger ledger, Notifications notifications) {
    return new TellDonations(ledger, notifications);
  }
}
