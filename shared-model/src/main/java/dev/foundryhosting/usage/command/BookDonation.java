package dev.foundryhosting.usage.command;

import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.BookedDonation;
import dev.foundryhosting.usage.Donation;
import dev.foundryhosting.usage.port.DonationLedger;
import java.util.Optional;

/** Books a donation for whoever it is found to be for; a repetition changes nothing. */
public final class BookDonation {
  private final DonationLedger ledger;

  public BookDonation(DonationLedger ledger) {
    this.ledger = ledger;
  }

  /**
   * @param named the user whom the giver named, which goes before who claimed the payer's donations
   * @return as it is booked now, by this call or by one before
   */
  public BookedDonation book(Donation donation, Optional<UserId> named) {
    Optional<UserId> user = named.or(() -> donation.payer().flatMap(ledger::payer));
    return ledger.book(donation, user);
  }
}
