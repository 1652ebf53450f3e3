/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.Amounts;
import dev.foundryhosting.usage.CreditEntry;
import dev.foundryhosting.usage.Donation;
import dev.foundryhosting.usage.Money;
import dev.foundryhosting.usage.MonthTotal;
import dev.foundryhosting.usage.MonthlySumChange;
import dev.foundryhosting.usage.RunEntry;
import dev.foundryhosting.usage.UsageEntry;
import dev.foundryhosting.usage.UsageMonth;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The items of entries and totals. Money is in minor units beside its currency; a total has a
 * number for each sum and currency, such as {@code cost:USD}. Only totals have {@code month} and
 * {@code userId}, the keys of their index.
 */
final class UsageItem {
  static final String ENTRY_ID = "entryId";
  private static final String SECONDS = "seconds";

  /** The entry id of a month's total. */
  private static final String TOTAL = "total";

  private static final String ENDINGS = "endings:";
  private static final String UNCLAIMED = "#unclaimed";

  private UsageItem() {}

  /** The key of a user's month; without a user, of the month's unclaimed donations. */
  static String usageKey(Optional<UserId> user, UsageMonth month) {
    return account(user) + "#" + month;
  }

  /** The user's id; without a user a text that is no user's id. */
  static String account(Optional<UserId> user) {
    return user.map(UserId::value).orElse(UNCLAIMED);
  }

  static ItemWriter totalKey(Optional<UserId> user, UsageMonth month) {
    return key(usageKey(user, month), TOTAL);
  }

  static ItemWriter key(String usageKey, String entryId) {
    return new ItemWriter().text("usageKey", usageKey).text(ENTRY_ID, entryId);
  }

  static ItemWriter write(String usageKey, UsageEntry entry) {
    ItemWriter item = key(usageKey, entry.entryId());
    switch (entry) {
      case RunEntry run -> writeRun(run, item.text("type", "run"));
      case Donation donation -> DonationItem.writeParts(donation, item.text("type", "donation"));
      case CreditEntry credit ->
          writeMoney(credit.amount(), item.text("type", "credit"))
              .text("role", credit.role())
              .time("at", credit.at());
    }
    return item;
  }

  /** Empty for a type that only another version knows; the month's total counts it. */
  static Optional<UsageEntry> read(UsageMonth month, ItemReader item) {
    String type = item.text("type");
    return switch (type) {
      case "run" -> Optional.of(readRun(month, item));
      case "donation" -> Optional.of(DonationItem.readParts(item));
      case "credit" ->
          Optional.of(new CreditEntry(item.text("role"), readMoney(item), item.time("at")));
      default -> Optional.empty();
    };
  }

  static boolean isTotal(ItemReader item) {
    return TOTAL.equals(item.text(ENTRY_ID));
  }

  static MonthTotal readTotal(ItemReader item) {
    Optional<UserId> user =
        Optional.of(item.text("userId")).filter(id -> !id.equals(UNCLAIMED)).map(UserId::new);
    return new MonthTotal(
        user,
        UsageMonth.parse(item.text("month")),
        item.number(SECONDS),
        readSums(MonthlySumChange.Kind.COST, item),
        readSums(MonthlySumChange.Kind.DONATION, item),
        readSums(MonthlySumChange.Kind.CREDIT, item),
        readEndings(item));
  }

  /** The attribute of a total that holds a sum. */
  static String sumName(MonthlySumChange addition) {
    return prefix(addition.kind()) + addition.currency().getCurrencyCode();
  }

  /** The attribute of a total that counts the stops of a kind. */
  static String countName(StopCauseKind kind) {
    return ENDINGS + kind.label();
  }

  private static Map<StopCauseKind, Long> readEndings(ItemReader item) {
    Map<StopCauseKind, Long> endings = new EnumMap<>(StopCauseKind.class);
    item.names().stream()
        .filter(name -> name.startsWith(ENDINGS))
        .forEach(
            name ->
                endings.merge(
                    StopCauseKind.of(name.substring(ENDINGS.length())).orElse(StopCauseKind.OTHER),
                    item.number(name),
                    Long::sum));
    return endings;
  }

  static ItemWriter writeMoney(Money money, ItemWriter item) {
    return item.number("amount", money.minorUnits())
        .text("currency", money.currency().getCurrencyCode());
  }

  static Money readMoney(ItemReader item) {
    return Money.ofMinor(item.number("amount"), Currency.getInstance(item.text("currency")));
  }

  private static String prefix(MonthlySumChange.Kind kind) {
    return switch (kind) {
      case COST -> "cost:";
      case DONATION -> "donations:";
      case CREDIT -> "credits:";
    };
  }

  private static Amounts readSums(MonthlySumChange.Kind kind, ItemReader item) {
    Amounts sums = Amounts.NONE;
    for (String name : item.names()) {
      if (name.startsWith(prefix(kind))) {
        Currency currency = Currency.getInstance(name.substring(prefix(kind).length()));
        sums = sums.plus(Money.ofMinor(item.number(name), currency));
      }
    }
    return sums;
  }

  private static void writeRun(RunEntry run, ItemWriter item) {
    writeMoney(run.cost(), item)
        .text("runId", run.runId())
        .time("from", run.from())
        .time("until", run.until())
        .number(SECONDS, run.seconds())
        .number("cpuUnits", run.cpuUnits())
        .number("memoryMiB", run.memoryMiB())
        .text("exactCost", run.exactCost().toPlainString())
        .text("ending", run.stopCause().map(StopCauseKind::label));
  }

  private static RunEntry readRun(UsageMonth month, ItemReader item) {
    return new RunEntry(
        item.text("runId"),
        month,
        item.time("from"),
        item.time("until"),
        item.number(SECONDS),
        item.integer("cpuUnits"),
        item.integer("memoryMiB"),
        new BigDecimal(item.text("exactCost")),
        readMoney(item),
        item.optionalText("ending")
            .map(label -> StopCauseKind.of(label).orElse(StopCauseKind.OTHER)));
  }
}
