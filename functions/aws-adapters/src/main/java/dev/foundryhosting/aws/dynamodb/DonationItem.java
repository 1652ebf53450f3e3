/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.BookedDonation;
import dev.foundryhosting.usage.Donation;
import dev.foundryhosting.usage.PayerHash;
import java.util.Optional;

/**
 * The items of a donation beside the months' entries: one under its message id, which makes a
 * repetition known and names its user; one in the outbox until it is published; and a pointer under
 * its transaction id. All their keys begin with a character that no user id has.
 */
final class DonationItem {
  /** The user; absent while the donation is unclaimed. */
  static final String FOR_USER = "forUser";

  /** One partition: donations are few. */
  static final String OUTBOX = "#outbox";

  private static final String MESSAGE_ID = "messageId";
  private static final String PAYER = "payer";

  private DonationItem() {}

  static ItemWriter messageKey(String messageId) {
    return UsageItem.key("#message#" + messageId, "message");
  }

  static ItemWriter outboxKey(String messageId) {
    return UsageItem.key(OUTBOX, messageId);
  }

  static String payment(String transactionId) {
    return "#payment#" + transactionId;
  }

  static ItemWriter payerKey(PayerHash payer) {
    return UsageItem.key("#payer#" + payer, PAYER);
  }

  static ItemWriter write(ItemWriter key, BookedDonation booked) {
    writeParts(booked.donation(), key);
    return key.text(FOR_USER, booked.user().map(UserId::value));
  }

  static ItemWriter writePayer(PayerHash payer, UserId user) {
    return payerKey(payer).text(FOR_USER, user.value());
  }

  static BookedDonation read(ItemReader item) {
    return new BookedDonation(readParts(item), item.optionalText(FOR_USER).map(UserId::new));
  }

  static UserId readPayer(ItemReader item) {
    return new UserId(item.text(FOR_USER));
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
}
