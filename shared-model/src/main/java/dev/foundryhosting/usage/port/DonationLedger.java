/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage.port;

import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.BookedDonation;
import dev.foundryhosting.usage.Donation;
import dev.foundryhosting.usage.PayerHash;
import java.util.List;
import java.util.Optional;

/**
 * Port: donations, each booked once and published at least once. A donation is an entry of the
 * month in which it was given, of its user or among the unclaimed, and counts in that month's
 * total.
 */
public interface DonationLedger {
  /**
   * Books a donation, unless its message was booked before, and marks it as unpublished.
   *
   * @param user empty when the user is not known
   * @return what is booked under that message id now
   */
  BookedDonation book(Donation donation, Optional<UserId> user);

  /** The user who last claimed a donation of that payer. */
  Optional<UserId> payer(PayerHash payer);

  /** The donations of a transaction; Ko-fi's test messages share one. */
  List<BookedDonation> ofTransaction(String transactionId);

  /**
   * Moves an unclaimed donation to a user, and remembers the payer as that user's.
   *
   * @return whether this call claimed it; false when it was claimed before
   */
  boolean claim(Donation unclaimed, UserId user);

  /** Booked donations whose event is not published yet. */
  List<BookedDonation> unpublished(int limit);

  void markPublished(Donation donation);
}
