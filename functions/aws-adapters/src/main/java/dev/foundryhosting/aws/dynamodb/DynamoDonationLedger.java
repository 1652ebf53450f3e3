package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.BookedDonation;
import dev.foundryhosting.usage.Donation;
import dev.foundryhosting.usage.DonationEntry;
import dev.foundryhosting.usage.DonationLedger;
import dev.foundryhosting.usage.PayerHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Donations in the usage table: a booking is one transaction, and so is a claim. */
public final class DynamoDonationLedger implements DonationLedger {
  private final UsageTable table;

  public DynamoDonationLedger(DynamoDbClient dynamo, Environment environment) {
    this.table = new UsageTable(dynamo, environment);
  }

  @Override
  public BookedDonation book(Donation donation, Optional<UserId> user) {
    Optional<BookedDonation> standing = find(donation.messageId());
    if (standing.isPresent()) {
      return standing.get();
    }
    BookedDonation booked = new BookedDonation(donation, user);
    List<TransactWriteItem> parts = new ArrayList<>();
    String id = donation.messageId();
    parts.add(table.putNew(DonationItem.write(DonationItem.messageKey(id), booked)));
    parts.add(table.put(UsageItem.key(DonationItem.payment(donation.transactionId()), id)));
    parts.add(table.put(DonationItem.write(DonationItem.outboxKey(id), booked)));
    parts.addAll(table.add(user, donation.month(), new DonationEntry(donation)));
    return table.write("book the donation", parts) ? booked : standing(id);
  }

  @Override
  public Optional<UserId> payer(PayerHash payer) {
    return table
        .find("look up the payer", DonationItem.payerKey(payer))
        .map(DonationItem::readPayer);
  }

  @Override
  public List<BookedDonation> ofTransaction(String transactionId) {
    return table.items("look up the transaction", DonationItem.payment(transactionId)).stream()
        .map(pointer -> standing(new ItemReader(pointer).text(UsageItem.ENTRY_ID)))
        .toList();
  }

  @Override
  public boolean claim(Donation unclaimed, UserId user) {
    DonationEntry entry = new DonationEntry(unclaimed);
    List<TransactWriteItem> parts = new ArrayList<>();
    parts.add(table.claim(unclaimed.messageId(), user));
    parts.addAll(table.remove(Optional.empty(), unclaimed.month(), entry));
    parts.addAll(table.add(Optional.of(user), unclaimed.month(), entry));
    unclaimed
        .payer()
        .ifPresent(payer -> parts.add(table.put(DonationItem.writePayer(payer, user))));
    return table.write("claim the donation", parts);
  }

  @Override
  public List<BookedDonation> unpublished(int limit) {
    return table.items("read what is to be told", DonationItem.OUTBOX, limit).stream()
        .map(DonationItem::read)
        .toList();
  }

  @Override
  public void markPublished(Donation donation) {
    table.delete("record that a donation was told", DonationItem.outboxKey(donation.messageId()));
  }

  private Optional<BookedDonation> find(String messageId) {
    return table
        .find("look up the donation", DonationItem.messageKey(messageId))
        .map(DonationItem::read);
  }

  /** One that must be there, since something points to it. */
  private BookedDonation standing(String messageId) {
    return find(messageId)
        .orElseThrow(
            () -> PlatformException.dependency("A booked donation cannot be read.", true, null));
  }
}
