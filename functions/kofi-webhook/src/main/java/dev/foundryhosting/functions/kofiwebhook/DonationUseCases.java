package dev.foundryhosting.functions.kofiwebhook;

import dev.foundryhosting.usage.BookDonation;
import dev.foundryhosting.usage.DonationLedger;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The use cases of the domain as beans. */
class DonationUseCases {
  @Produces
  @Singleton
  BookDonation book(DonationLedger ledger) {
    return new BookDonation(ledger);
  }
}
