/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage.command;

import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.BookedDonation;
import dev.foundryhosting.usage.Donation;
import dev.foundryhosting.usage.port.DonationLedger;
import java.util.Optional;

/** Books a donation for its user, if the user is known; a repetition changes nothing. */
public final class BookDonation {
  private final DonationLedger ledger;

  public BookDonation(DonationLedger ledger) {
    this.ledger = ledger;
  }

  /**
   * @param named the user whom the donor named; goes before the user who claimed the payer's last
   *     donation
   * @return the donation as it is booked now, by this call or an earlier one
   */
  public BookedDonation book(Donation donation, Optional<UserId> named) {
    Optional<UserId> user = named.or(() -> donation.payer().flatMap(ledger::payer));
    return ledger.book(donation, user);
  }
}
