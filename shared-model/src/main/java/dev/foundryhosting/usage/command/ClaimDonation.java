/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage.command;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.BookedDonation;
import dev.foundryhosting.usage.Donation;
import dev.foundryhosting.usage.port.DonationLedger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Gives an unclaimed donation to the user who knows its transaction id. */
public final class ClaimDonation {
  private final DonationLedger ledger;

  public ClaimDonation(DonationLedger ledger) {
    this.ledger = ledger;
  }

  /**
   * Claims the first unclaimed donation of the transaction. Repeatable for its claimant.
   *
   * @throws PlatformException {@code VALIDATION_ERROR} for an unknown transaction, {@code
   *     INVALID_STATE} when it belongs to another user
   */
  public BookedDonation claim(UserId user, String transactionId) {
    Donation.requireId("transactionId", transactionId);
    List<BookedDonation> known = known(transactionId);
    for (BookedDonation each : known) {
      if (each.user().isEmpty() && ledger.claim(each.donation(), user)) {
        return each.claimedBy(user);
      }
    }
    // An earlier attempt of this claim may have succeeded although its answer was lost.
    return known(transactionId).stream()
        .filter(each -> each.user().equals(Optional.of(user)))
        .findFirst()
        .orElseThrow(
            () ->
                new PlatformException(
                    ErrorCode.INVALID_STATE, "The donation belongs to somebody already."));
  }

  private List<BookedDonation> known(String transactionId) {
    List<BookedDonation> known =
        ledger.ofTransaction(transactionId).stream()
            .sorted(
                Comparator.comparing((BookedDonation each) -> each.donation().at())
                    .thenComparing(each -> each.donation().messageId()))
            .toList();
    if (known.isEmpty()) {
      throw PlatformException.invalid("transactionId", "names no donation that has arrived");
    }
    return known;
  }
}
