/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage.port;

import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.BookedDonation;
import dev.foundryhosting.usage.CreditEntry;
import dev.foundryhosting.usage.Donation;
import dev.foundryhosting.usage.MonthTotal;
import dev.foundryhosting.usage.MonthlySumChange;
import dev.foundryhosting.usage.PayerHash;
import dev.foundryhosting.usage.RunEntry;
import dev.foundryhosting.usage.UsageEntry;
import dev.foundryhosting.usage.UsageMonth;
import dev.foundryhosting.usage.UserMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The ledger in memory: every call is one transaction. */
public final class InMemoryLedger implements UsageLedger, DonationLedger {
  private record Key(Optional<UserId> user, UsageMonth month) {}

  private final Map<Key, Map<String, UsageEntry>> months = new LinkedHashMap<>();
  private final Map<Key, MonthTotal> totals = new LinkedHashMap<>();
  private final Map<String, UserId> runs = new LinkedHashMap<>();
  private final Map<String, BookedDonation> donations = new LinkedHashMap<>();
  private final Map<PayerHash, UserId> payers = new LinkedHashMap<>();
  private final Map<String, BookedDonation> unpublished = new LinkedHashMap<>();

  @Override
  public synchronized boolean bookRun(UserId user, String runId, List<RunEntry> entries) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("a booked run has entries");
    }
    if (runs.putIfAbsent(runId, user) != null) {
      return false;
    }
    entries.forEach(entry -> add(Optional.of(user), entry.month(), entry));
    return true;
  }

  @Override
  public synchronized boolean bookCredit(UserId user, UsageMonth month, CreditEntry credit) {
    Key key = new Key(Optional.of(user), month);
    if (months.getOrDefault(key, Map.of()).containsKey(credit.entryId())) {
      return false;
    }
    add(Optional.of(user), month, credit);
    return true;
  }

  @Override
  public synchronized UserMonth month(UserId user, UsageMonth month) {
    Key key = new Key(Optional.of(user), month);
    return new UserMonth(
        List.copyOf(months.getOrDefault(key, Map.of()).values()),
        totals.getOrDefault(key, MonthTotal.empty(Optional.of(user), month)));
  }

  @Override
  public synchronized MonthTotal total(UserId user, UsageMonth month) {
    return month(user, month).total();
  }

  @Override
  public synchronized List<MonthTotal> totals(UsageMonth month) {
    return totals.values().stream().filter(total -> total.month().equals(month)).toList();
  }

  @Override
  public synchronized BookedDonation book(Donation donation, Optional<UserId> user) {
    BookedDonation existing = donations.get(donation.messageId());
    if (existing != null) {
      return existing;
    }
    BookedDonation booked = new BookedDonation(donation, user);
    donations.put(donation.messageId(), booked);
    unpublished.put(donation.messageId(), booked);
    add(user, donation.month(), donation);
    return booked;
  }

  @Override
  public synchronized Optional<UserId> payer(PayerHash payer) {
    return Optional.ofNullable(payers.get(payer));
  }

  @Override
  public synchronized List<BookedDonation> ofTransaction(String transactionId) {
    return donations.values().stream()
        .filter(each -> each.donation().transactionId().equals(transactionId))
        .toList();
  }

  @Override
  public synchronized boolean claim(Donation unclaimed, UserId user) {
    BookedDonation existing = donations.get(unclaimed.messageId());
    if (existing == null || existing.user().isPresent()) {
      return false;
    }
    Donation donation = existing.donation();
    donations.put(donation.messageId(), existing.claimedBy(user));
    remove(donation.month(), donation);
    add(Optional.of(user), donation.month(), donation);
    donation.payer().ifPresent(payer -> payers.put(payer, user));
    return true;
  }

  @Override
  public synchronized List<BookedDonation> unpublished(int limit) {
    return new ArrayList<>(unpublished.values()).stream().limit(limit).toList();
  }

  @Override
  public synchronized void markPublished(Donation donation) {
    unpublished.remove(donation.messageId());
  }

  /** All that is stored, in words: two ledgers with the same content say the same. */
  public synchronized String content() {
    return months + "|" + totals + "|" + donations + "|" + payers + "|" + unpublished;
  }

  private void add(Optional<UserId> user, UsageMonth month, UsageEntry entry) {
    Key key = new Key(user, month);
    UsageEntry before =
        months.computeIfAbsent(key, any -> new TreeMap<>()).put(entry.entryId(), entry);
    if (before != null) {
      throw new IllegalStateException(entry.entryId() + " is booked already");
    }
    change(key, entry.addition());
  }

  private void remove(UsageMonth month, UsageEntry entry) {
    Key key = new Key(Optional.empty(), month);
    if (months.get(key).remove(entry.entryId()) == null) {
      throw new IllegalStateException(entry.entryId() + " is not booked");
    }
    change(key, entry.addition().negated());
  }

  private void change(Key key, MonthlySumChange addition) {
    totals.merge(
        key,
        MonthTotal.empty(key.user(), key.month()).plus(addition),
        (existing, any) -> existing.plus(addition));
  }
}
