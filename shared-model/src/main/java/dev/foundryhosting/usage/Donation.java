package dev.foundryhosting.usage;

import dev.foundryhosting.error.PlatformException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A payment of which Ko-fi told us, without anything that we need not know: no e-mail, no shipping
 * address, and no name or message where the giver keeps them private.
 *
 * @param messageId by which Ko-fi's repetitions are known ("we'll retry with the same message_id")
 * @param transactionId by which people know it, and claim it
 * @param at when it was given; its month is the month that it counts for
 * @param kind in Ko-fi's words: Donation, Subscription, Commission, Shop Order, or what comes next
 * @param amount in the giver's currency
 * @param from who gave it, if that is public
 * @param message the giver's words, if they are public
 * @param payer by what the giver is known again, if Ko-fi told it
 */
public record Donation(
    String messageId,
    String transactionId,
    Instant at,
    String kind,
    Money amount,
    Optional<String> from,
    Optional<String> message,
    Optional<PayerHash> payer) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  public Donation {
    requireId("message_id", messageId);
    requireId("kofi_transaction_id", transactionId);
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(amount, "amount");
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(payer, "payer");
    if (amount.amount().signum() < 0) {
      throw PlatformException.invalid("amount", "must not be negative");
    }
  }

  /** The month that it counts for. */
  public UsageMonth month() {
    return UsageMonth.of(at);
  }

  /**
   * An id that may be part of a key.
   *
   * @param field whose value it is, for the message
   * @throws PlatformException {@code VALIDATION_ERROR}
   */
  public static void requireId(String field, String id) {
    if (!ID.matcher(id).matches()) {
      throw PlatformException.invalid(field, "must be 1 to 128 letters, digits or . _ : -");
    }
  }
}
