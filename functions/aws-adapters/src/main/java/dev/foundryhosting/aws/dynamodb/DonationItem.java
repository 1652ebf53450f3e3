package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.BookedDonation;
import dev.foundryhosting.usage.Donation;
import dev.foundryhosting.usage.PayerHash;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How a donation is written beside the months' entries: once under its message id, by which
 * repetitions are known and for whom it is; once among what is to be told; and as a pointer under
 * its transaction id. All these keys begin with a character that no user id has.
 */
final class DonationItem {
  /** For whom it is; absent while nobody claimed it. */
  static final String FOR_USER = "forUser";

  /** The one partition of what is to be told: donations are few. */
  static final String OUTBOX = "#outbox";

  static final String MESSAGE = "message";
  private static final String MESSAGE_ID = "messageId";
  private static final String PAYER = "payer";

  private DonationItem() {}

  static Map<String, AttributeValue> messageKey(String messageId) {
    return UsageItem.key("#message#" + messageId, MESSAGE);
  }

  static Map<String, AttributeValue> outboxKey(String messageId) {
    return UsageItem.key(OUTBOX, messageId);
  }

  static String payment(String transactionId) {
    return "#payment#" + transactionId;
  }

  static Map<String, AttributeValue> payerKey(PayerHash payer) {
    return UsageItem.key("#payer#" + payer, PAYER);
  }

  /** The donation under a key of its own. */
  static Map<String, AttributeValue> write(Map<String, AttributeValue> key, BookedDonation booked) {
    ItemWriter item = keyed(key);
    writeParts(booked.donation(), item);
    return item.text(FOR_USER, booked.user().map(UserId::value)).item();
  }

  static Map<String, AttributeValue> writePayer(PayerHash payer, UserId user) {
    return keyed(payerKey(payer)).text(FOR_USER, user.value()).item();
  }

  static BookedDonation read(Map<String, AttributeValue> attributes) {
    ItemReader item = new ItemReader(attributes);
    return new BookedDonation(readParts(item), item.optionalText(FOR_USER).map(UserId::new));
  }

  static UserId readPayer(Map<String, AttributeValue> attributes) {
    return new UserId(new ItemReader(attributes).text(FOR_USER));
  }

  static void writeParts(Donation donation, ItemWriter item) {
    UsageItem.writeMoney(donation.amount(), item)
        .text(MESSAGE_ID, donation.messageId())
        .text("transactionId", donation.transactionId())
        .time("at", donation.at())
        .text("kind", donation.kind())
        .text("from", donation.from())
        .text("words", donation.message())
        .text(PAYER, donation.payer().map(PayerHash::value));
  }

  static Donation readParts(ItemReader item) {
    Optional<PayerHash> payer = item.optionalText(PAYER).map(PayerHash::new);
    return new Donation(
        item.text(MESSAGE_ID),
        item.text("transactionId"),
        item.time("at"),
        item.text("kind"),
        UsageItem.readMoney(item),
        item.optionalText("from"),
        item.optionalText("words"),
        payer);
  }

  private static ItemWriter keyed(Map<String, AttributeValue> key) {
    return new ItemWriter()
        .text(UsageItem.USAGE_KEY, key.get(UsageItem.USAGE_KEY).s())
        .text(UsageItem.ENTRY_ID, key.get(UsageItem.ENTRY_ID).s());
  }
}
