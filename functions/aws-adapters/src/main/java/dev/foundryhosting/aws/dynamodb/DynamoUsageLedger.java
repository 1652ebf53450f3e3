/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.CreditEntry;
import dev.foundryhosting.usage.MonthTotal;
import dev.foundryhosting.usage.RunEntry;
import dev.foundryhosting.usage.UsageEntry;
import dev.foundryhosting.usage.UsageMonth;
import dev.foundryhosting.usage.UserMonth;
import dev.foundryhosting.usage.port.UsageLedger;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Costs and credits in the usage table. A run is one transaction: a marker that it is booked, and
 * its entries with their totals.
 */
@Singleton
public final class DynamoUsageLedger implements UsageLedger {
  private static final String RUN = "run";

  private final UsageTable table;

  public DynamoUsageLedger(DynamoDbClient dynamo, Environment environment) {
    this.table = new UsageTable(dynamo, environment);
  }

  @Override
  public boolean bookRun(UserId user, String runId, List<RunEntry> entries) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("a booked run has entries");
    }
    String marker = "#run#" + runId;
    // A repeated booking costs one read and meets no transaction.
    if (table.find("look up the run's costs", UsageItem.key(marker, RUN)).isPresent()) {
      return false;
    }
    List<TransactWriteItem> parts = new ArrayList<>();
    parts.add(table.putNew(UsageItem.key(marker, RUN)));
    entries.forEach(entry -> parts.addAll(table.add(Optional.of(user), entry.month(), entry)));
    return table.transact("book the run's costs", parts).done();
  }

  @Override
  public boolean bookCredit(UserId user, UsageMonth month, CreditEntry credit) {
    ItemWriter key = UsageItem.key(UsageItem.usageKey(Optional.of(user), month), credit.entryId());
    return table.find("look up the credit", key).isEmpty()
        && table.transact("book the credit", table.add(Optional.of(user), month, credit)).done();
  }

  @Override
  public MonthTotal total(UserId user, UsageMonth month) {
    return table
        .find("read the month's total", UsageItem.totalKey(Optional.of(user), month))
        .map(UsageItem::readTotal)
        .orElseGet(() -> MonthTotal.empty(Optional.of(user), month));
  }

  @Override
  public UserMonth month(UserId user, UsageMonth month) {
    List<UsageEntry> entries = new ArrayList<>();
    MonthTotal total = MonthTotal.empty(Optional.of(user), month);
    String key = UsageItem.usageKey(Optional.of(user), month);
    for (ItemReader item : table.query("read the costs", key).toList()) {
      if (UsageItem.isTotal(item)) {
        total = UsageItem.readTotal(item);
      } else {
        UsageItem.read(month, item).ifPresent(entries::add);
      }
    }
    return new UserMonth(entries, total);
  }

  @Override
  public List<MonthTotal> totals(UsageMonth month) {
    return table.totals(month).map(UsageItem::readTotal).toList();
  }
}
