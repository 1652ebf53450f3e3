/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.BookedDonation;
import dev.foundryhosting.usage.Donation;
import dev.foundryhosting.usage.PayerHash;
import dev.foundryhosting.usage.port.DonationLedger;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Donations in the usage table: a booking is one transaction, and so is a claim. */
@Singleton
public final class DynamoDonationLedger implements DonationLedger {
  private final UsageTable table;

  public DynamoDonationLedger(DynamoDbClient dynamo, Environment environment) {
    this.table = new UsageTable(dynamo, environment);
  }

  @Override
  public BookedDonation book(Donation donation, Optional<UserId> user) {
    Optional<BookedDonation> before = find(donation.messageId());
    if (before.isPresent()) {
      return before.get();
    }
    BookedDonation booked = new BookedDonation(donation, user);
    List<TransactWriteItem> parts = new ArrayList<>();
    String id = donation.messageId();
    parts.add(table.putNew(DonationItem.write(DonationItem.messageKey(id), booked)));
    parts.add(table.put(UsageItem.key(DonationItem.payment(donation.transactionId()), id)));
    parts.add(table.put(DonationItem.write(DonationItem.outboxKey(id), booked)));
    parts.addAll(table.add(user, donation.month(), donation));
    return table.transact("book the donation", parts).done() ? booked : require(id);
  }

  @Override
  public Optional<UserId> payer(PayerHash payer) {
    return table
        .find("look up the payer", DonationItem.payerKey(payer))
        .map(DonationItem::readPayer);
  }

  @Override
  public List<BookedDonation> ofTransaction(String transactionId) {
    return table
        .query("look up the transaction", DonationItem.payment(transactionId))
        .map(pointer -> require(pointer.text(UsageItem.ENTRY_ID)))
        .toList();
  }

  @Override
  public boolean claim(Donation unclaimed, UserId user) {
    List<TransactWriteItem> parts = new ArrayList<>();
    parts.add(table.claim(unclaimed.messageId(), user));
    parts.addAll(table.remove(Optional.empty(), unclaimed.month(), unclaimed));
    parts.addAll(table.add(Optional.of(user), unclaimed.month(), unclaimed));
    unclaimed
        .payer()
        .ifPresent(payer -> parts.add(table.put(DonationItem.writePayer(payer, user))));
    return table.transact("claim the donation", parts).done();
  }

  @Override
  public List<BookedDonation> unpublished(int limit) {
    return table
        .query("read the unpublished donations", DonationItem.OUTBOX, q -> q.limit(limit))
        .limit(limit)
        .map(DonationItem::read)
        .toList();
  }

  @Override
  public void markPublished(Donation donation) {
    var unused =
        table.write(
            "record that a donation is published",
            table.delete(DonationItem.outboxKey(donation.messageId()), Expression.NONE));
  }

  private Optional<BookedDonation> find(String messageId) {
    return table
        .find("look up the donation", DonationItem.messageKey(messageId))
        .map(DonationItem::read);
  }

  /** A donation that something points to. */
  private BookedDonation require(String messageId) {
    return find(messageId)
        .orElseThrow(() -> PlatformException.dependency("A booked donation cannot be read.", true));
  }
}
