/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.demo;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.CostEntry;
import dev.foundryhosting.api.CostRequest;
import dev.foundryhosting.api.CostSums;
import dev.foundryhosting.api.UserCostsAnswer;
import dev.foundryhosting.local.emulator.EcsTask;
import dev.foundryhosting.local.emulator.EmulatorAdmin;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import dev.foundryhosting.usage.UsageMonth;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The cost of a user's one run, as the platform bills it and as it follows from ECS and the prices.
 * A run over the end of a month has a part in both bills.
 */
final class Invoice {
  private static final BigDecimal PER_UNIT = BigDecimal.valueOf(1024);
  private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);

  /** Entries are rounded to cents. */
  private static final BigDecimal HALF_A_CENT = new BigDecimal("0.005");

  private final DemoUser user;
  private final EmulatorAdmin emulator;
  private final Environment environment;
  private final YearMonth first;

  /** The run begins after this. */
  Invoice(DemoUser user, EmulatorAdmin emulator, Environment environment) {
    this.user = user;
    this.emulator = emulator;
    this.environment = environment;
    this.first = month();
  }

  /** The entries of a type. */
  <E extends CostEntry> List<E> entries(Class<E> type) {
    return bills().stream().flatMap(bill -> entries(type, bill)).toList();
  }

  /** The latest entry of a type, of which each bill has at most one. */
  <E extends CostEntry> E only(Class<E> type) {
    List<E> found = entries(type);
    DemoFailure.unless(
        !found.isEmpty() && found.size() <= bills().size(),
        "entries of type " + type.getSimpleName(),
        found);
    return found.getLast();
  }

  /** Compares the billed seconds with the times of ECS. */
  String seconds() {
    long billed = entries(CostEntry.Run.class).stream().mapToLong(CostEntry.Run::seconds).sum();
    EcsTask task =
        emulator.tasks().stream()
            .filter(each -> each.isOf(user.id()))
            .findFirst()
            .orElseThrow(() -> new DemoFailure("ECS knows no task of " + user.id()));
    Duration lived = Duration.between(task.pullStartedAt(), task.stoppedAt());
    DemoFailure.expect("seconds", lived.plusNanos(999_999_999).toSeconds(), billed);
    return "%d h %02d min %02d s".formatted(billed / 3600, billed / 60 % 60, billed % 60);
  }

  /** Compares the cost with the prices. */
  String price() {
    List<CostEntry.Run> runs = entries(CostEntry.Run.class);
    BigDecimal cost = sum(runs.stream().map(CostEntry.Run::cost));
    BigDecimal exact = runs.stream().map(this::worth).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal most = HALF_A_CENT.multiply(BigDecimal.valueOf(runs.size()));
    DemoFailure.unless(
        cost.subtract(exact).abs().compareTo(most) <= 0,
        "%s, but it is worth".formatted(cost),
        exact);
    CostEntry.Run run = runs.getLast();
    return "%d CPU units, %d MiB: %s %s"
        .formatted(run.cpuUnits(), run.memoryMiB(), cost, run.currency());
  }

  /** Compares the sums with the entries. */
  String sums() {
    return bills().stream().map(this::sums).collect(Collectors.joining("; "));
  }

  private String sums(UserCostsAnswer bill) {
    BigDecimal cost = sum(entries(CostEntry.Run.class, bill).map(CostEntry.Run::cost));
    BigDecimal donations =
        sum(entries(CostEntry.Donation.class, bill).map(CostEntry.Donation::amount));
    CostSums sums = bill.sums();
    same("cost", cost, sums.cost());
    same("donations", donations, sums.donations());
    same("uncovered", cost.subtract(donations).max(BigDecimal.ZERO), sums.uncovered());
    return "%s: cost %s, donations %s, uncovered %s %s"
        .formatted(bill.month(), sums.cost(), sums.donations(), sums.uncovered(), sums.currency());
  }

  private static <E extends CostEntry> Stream<E> entries(Class<E> type, UserCostsAnswer bill) {
    return bill.entries().stream().filter(type::isInstance).map(type::cast);
  }

  private static void same(String what, BigDecimal wanted, String billed) {
    DemoFailure.unless(
        wanted.compareTo(new BigDecimal(billed)) == 0,
        "%s should be %s, but is".formatted(what, wanted),
        billed);
  }

  private static BigDecimal sum(Stream<String> amounts) {
    return amounts.map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private BigDecimal worth(CostEntry.Run run) {
    return price(Variable.PRICE_VCPU_HOUR, run.cpuUnits())
        .add(price(Variable.PRICE_GB_HOUR, run.memoryMiB()))
        .multiply(BigDecimal.valueOf(run.seconds()))
        .divide(SECONDS_PER_HOUR, 6, RoundingMode.HALF_UP);
  }

  private BigDecimal price(Variable perHour, int size) {
    return new BigDecimal(environment.get(perHour))
        .multiply(BigDecimal.valueOf(size).divide(PER_UNIT));
  }

  private List<UserCostsAnswer> bills() {
    return Stream.iterate(first, month -> !month.isAfter(month()), month -> month.plusMonths(1))
        .map(month -> new CostRequest.OfMonth(Optional.of(new UsageMonth(month))))
        .map(month -> user.act(Action.GET_USER_COSTS, month))
        .toList();
  }

  private YearMonth month() {
    return YearMonth.from(user.now().atZone(ZoneOffset.UTC));
  }
}
