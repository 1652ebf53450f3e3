/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage;

import dev.foundryhosting.error.PlatformException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A payment that Ko-fi reported, without what the platform does not need: no e-mail, no address,
 * and no name or message that the donor keeps private.
 *
 * @param messageId the same in Ko-fi's retries ("we'll retry with the same message_id")
 * @param transactionId the id that the donor sees and claims it by
 * @param kind in Ko-fi's words: Donation, Subscription, Commission, Shop Order
 * @param from the donor's name, if it is public
 * @param message the donor's words, if they are public
 * @param payer recognises the same donor again
 */
public record Donation(
    String messageId,
    String transactionId,
    Instant at,
    String kind,
    Money amount,
    Optional<String> from,
    Optional<String> message,
    Optional<PayerHash> payer)
    implements UsageEntry {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  public Donation {
    requireId("message_id", messageId);
    requireId("kofi_transaction_id", transactionId);
    if (amount.amount().signum() < 0) {
      throw PlatformException.invalid("amount", "must not be negative");
    }
  }

  public UsageMonth month() {
    return UsageMonth.of(at);
  }

  @Override
  public String entryId() {
    return "donation#" + messageId;
  }

  @Override
  public MonthlySumChange addition() {
    return MonthlySumChange.of(MonthlySumChange.Kind.DONATION, amount);
  }

  /**
   * @param field for the message
   * @throws PlatformException {@code VALIDATION_ERROR} for an id that cannot be part of a key
   */
  public static void requireId(String field, String id) {
    if (!ID.matcher(id).matches()) {
      throw PlatformException.invalid(field, "must be 1 to 128 letters, digits or . _ : -");
    }
  }
}
