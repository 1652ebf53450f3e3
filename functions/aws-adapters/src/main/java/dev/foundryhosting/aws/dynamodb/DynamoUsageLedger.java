package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.CreditEntry;
import dev.foundryhosting.usage.MonthTotal;
import dev.foundryhosting.usage.RunEntry;
import dev.foundryhosting.usage.UsageEntry;
import dev.foundryhosting.usage.UsageLedger;
import dev.foundryhosting.usage.UsageMonth;
import dev.foundryhosting.usage.UserMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Costs and credits in the usage table. A run is one transaction: a marker by which it is known as
 * booked, and its entries with their totals.
 */
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
    Map<String, AttributeValue> marker = UsageItem.key("#run#" + runId, RUN);
    // Told again it costs one read, and meets nobody's transaction.
    if (table.find("look up the run's costs", marker).isPresent()) {
      return false;
    }
    List<TransactWriteItem> parts = new ArrayList<>();
    parts.add(table.putNew(marker));
    entries.forEach(entry -> parts.addAll(table.add(Optional.of(user), entry.month(), entry)));
    return table.write("book the run's costs", parts);
  }

  @Override
  public boolean bookCredit(UserId user, UsageMonth month, CreditEntry credit) {
    Map<String, AttributeValue> key =
        UsageItem.key(UsageItem.usageKey(Optional.of(user), month), credit.entryId());
    return table.find("look up the credit", key).isEmpty()
        && table.write("book the credit", table.add(Optional.of(user), month, credit));
  }

  @Override
  public MonthTotal total(UserId user, UsageMonth month) {
    return table
        .find("read the month's total", UsageItem.totalKey(Optional.of(user), month))
        .map(UsageItem::readTotal)
        .orElseGet(() -> MonthTotal.nothing(Optional.of(user), month));
  }

  @Override
  public UserMonth month(UserId user, UsageMonth month) {
    List<UsageEntry> entries = new ArrayList<>();
    MonthTotal total = MonthTotal.nothing(Optional.of(user), month);
    for (var item : table.items("read the costs", UsageItem.usageKey(Optional.of(user), month))) {
      if (UsageItem.isTotal(item)) {
        total = UsageItem.readTotal(item);
      } else {
        entries.add(UsageItem.read(month, item));
      }
    }
    return new UserMonth(entries, total);
  }

  @Override
  public List<MonthTotal> totals(UsageMonth month) {
    return table.totals("read everybody's costs", month).stream()
        .map(UsageItem::readTotal)
        .toList();
  }
}
