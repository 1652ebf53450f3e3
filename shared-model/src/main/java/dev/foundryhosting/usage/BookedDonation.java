/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage;

import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.event.DomainEvent.DonationBooked;
import dev.foundryhosting.platform.UserId;
import java.util.Optional;

/**
 * A donation in the ledger.
 *
 * @param user empty while it is unclaimed
 */
public record BookedDonation(Donation donation, Optional<UserId> user) {
  public DomainEvent event() {
    return new DomainEvent(
        "donation-" + donation.messageId(),
        donation.at(),
        user,
        new DonationBooked(
            donation.transactionId(),
            donation.amount().text(),
            donation.amount().currency().getCurrencyCode(),
            donation.from()));
  }

  public BookedDonation claimedBy(UserId claimant) {
    return new BookedDonation(donation, Optional.of(claimant));
  }
}
