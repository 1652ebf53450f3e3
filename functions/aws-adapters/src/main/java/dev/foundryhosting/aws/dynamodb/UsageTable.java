/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.MonthlySumChange;
import dev.foundryhosting.usage.UsageEntry;
import dev.foundryhosting.usage.UsageMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The usage table with the parts of its transactions. */
final class UsageTable extends DynamoTable {
  UsageTable(DynamoDbClient dynamo, Environment environment) {
    super(dynamo, environment, TableSchema.USAGE);
  }

  /** A new entry, and the change of its month's total. */
  List<TransactWriteItem> add(Optional<UserId> user, UsageMonth month, UsageEntry entry) {
    return List.of(
        putNew(UsageItem.write(UsageItem.usageKey(user, month), entry)),
        change(user, month, entry.addition()));
  }

  /** The removal of an entry, and the change of its month's total. */
  List<TransactWriteItem> remove(Optional<UserId> user, UsageMonth month, UsageEntry entry) {
    return List.of(
        delete(
            UsageItem.key(UsageItem.usageKey(user, month), entry.entryId()),
            new Expression("attribute_exists(#usageKey)")),
        change(user, month, entry.addition().negated()));
  }

  TransactWriteItem putNew(ItemWriter item) {
    return put(item, absent());
  }

  TransactWriteItem put(ItemWriter item) {
    return put(item, Expression.NONE);
  }

  /** Gives an unclaimed donation to a user. */
  TransactWriteItem claim(String messageId, UserId user) {
    return update(
        DonationItem.messageKey(messageId),
        new Expression("SET #forUser = :user", new ItemWriter().text(":user", user.value())),
        new Expression("attribute_exists(#usageKey) AND attribute_not_exists(#forUser)"));
  }

  Stream<ItemReader> totals(UsageMonth month) {
    return queryIndex(
        "read all users' costs", "MonthIndex", ItemWriter.textValue(month.toString()));
  }

  /** The first change makes the total. */
  private TransactWriteItem change(
      Optional<UserId> user, UsageMonth month, MonthlySumChange addition) {
    StringBuilder update =
        new StringBuilder(
            "SET #month = :month, #userId = :user ADD #seconds :seconds, #sum :money");
    ItemWriter values =
        new ItemWriter()
            .text(":month", month.toString())
            .text(":user", UsageItem.account(user))
            .number(":seconds", addition.seconds())
            .number(":money", addition.money().minorUnits());
    Map<String, String> names = new HashMap<>(Map.of("#sum", UsageItem.sumName(addition)));
    addition
        .stopCause()
        .ifPresent(
            kind -> {
              update.append(", #count :one");
              values.number(":one", 1);
              names.put("#count", UsageItem.countName(kind));
            });
    return update(
        UsageItem.totalKey(user, month),
        new Expression(update.toString(), values, names),
        Expression.NONE);
  }
}
