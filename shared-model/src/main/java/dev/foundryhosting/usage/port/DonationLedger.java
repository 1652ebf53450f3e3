package dev.foundryhosting.usage.port;

import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.BookedDonation;
import dev.foundryhosting.usage.Donation;
import dev.foundryhosting.usage.PayerHash;
import java.util.List;
import java.util.Optional;

/**
 * Port: donations, booked once each and told at least once. A donation lies in the month in which
 * it was given, of its user or of nobody, together with that month's total.
 */
public interface DonationLedger {
  /**
   * Books a donation, unless its message was booked before; together with the notice that it is yet
   * to be told.
   *
   * @param user for whom; empty when nobody knows
   * @return what is booked under that message id now, from whatever telling
   */
  BookedDonation book(Donation donation, Optional<UserId> user);

  /** The user who claimed a donation of that payer last. */
  Optional<UserId> payer(PayerHash payer);

  /** The donations of a transaction; Ko-fi's test messages all have the same. */
  List<BookedDonation> ofTransaction(String transactionId);

  /**
   * Moves a donation that nobody claimed to a user, and remembers the payer as that user's.
   *
   * @return whether this call did; not when somebody claimed it before
   */
  boolean claim(Donation unclaimed, UserId user);

  /** Donations that are booked and not told yet, as they were booked. */
  List<BookedDonation> unpublished(int limit);

  /** A donation was told; it need not be told again. */
  void markPublished(Donation donation);
}
