/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage;

import static dev.foundryhosting.usage.UsageSamples.PRICES;
import static dev.foundryhosting.usage.UsageSamples.USD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.port.PortCalls;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.command.BookRun;
import dev.foundryhosting.usage.port.InMemoryLedger;
import dev.foundryhosting.usage.port.UsageLedger;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Crashes and repetitions: the ledger holds each run once and completely. */
class MeteringPropertiesTest {
  private static final Instant NEW_YEAR = Instant.parse("2027-01-01T00:00:00Z");
  private static final List<Integer> CPU = List.of(256, 512, 1024, 2048, 4096);

  /** Where the process that books a run crashes. */
  private enum Crash {
    NONE,
    BEFORE_BOOKING,
    AFTER_BOOKING
  }

  private static final class Died extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Property(tries = 300)
  void everySecondAndEveryMicroIsBookedOnce(
      @ForAll("runs") List<TaskRun> runs, @ForAll Random chance) {
    InMemoryLedger ledger = new InMemoryLedger();

    for (TaskRun run : repetitions(runs, chance)) {
      book(ledger, run, Crash.values()[chance.nextInt(Crash.values().length)]);
    }
    // The next sweep books what no process could book.
    runs.forEach(run -> book(ledger, run, Crash.NONE));

    List<RunEntry> booked = booked(ledger, runs);
    assertThat(booked.stream().mapToLong(RunEntry::seconds).sum())
        .isEqualTo(runs.stream().mapToLong(MeteringPropertiesTest::billedSeconds).sum());
    assertThat(sum(booked.stream().map(RunEntry::exactCost).toList()))
        .isEqualByComparingTo(sum(runs.stream().map(MeteringPropertiesTest::price).toList()));
    assertTotalsAreTheSums(ledger, runs);
  }

  @Property(tries = 500)
  void anEntryLiesInItsMonthAndIsRoundedOnce(@ForAll("run") TaskRun run) {
    List<RunEntry> entries = Metering.entries(run, PRICES);

    assertThat(entries).isNotEmpty();
    assertThat(entries).extracting(RunEntry::month).doesNotHaveDuplicates().isSorted();
    for (RunEntry entry : entries) {
      assertThat(entry.from()).isBetween(entry.month().start(), entry.until());
      assertThat(entry.until()).isBeforeOrEqualTo(entry.month().end());
      assertThat(entry.cost().amount())
          .isEqualTo(entry.exactCost().setScale(2, RoundingMode.HALF_UP));
      assertThat(entry.exactCost().scale()).isEqualTo(6);
    }
  }

  @Property(tries = 300)
  void theCostSoFarNeverFalls(@ForAll("run") TaskRun run, @ForAll Random chance) {
    TaskRun running =
        new TaskRun(
            run.runId(),
            run.user(),
            run.cpuUnits(),
            run.memoryMiB(),
            run.pullStartedAt(),
            run.startedAt(),
            Optional.empty(),
            Optional.empty());
    Instant first = run.billedFrom().orElseThrow().plusSeconds(chance.nextInt(100_000));
    Instant later = first.plusSeconds(chance.nextInt(3_000_000));

    assertThat(exact(Metering.soFar(running, later, PRICES)))
        .isGreaterThanOrEqualTo(exact(Metering.soFar(running, first, PRICES)));
  }

  /** Each run never, once or more often, in any order. */
  private static List<TaskRun> repetitions(List<TaskRun> runs, Random chance) {
    List<TaskRun> repetitions = new ArrayList<>();
    for (TaskRun run : runs) {
      int times = chance.nextInt(4);
      for (int i = 0; i < times; i++) {
        repetitions.add(run);
      }
    }
    Collections.shuffle(repetitions, chance);
    return repetitions;
  }

  private static void book(UsageLedger ledger, TaskRun run, Crash crash) {
    PortCalls calls =
        new PortCalls() {
          @Override
          public void before(String call) {
            if (crash == Crash.BEFORE_BOOKING) {
              throw new Died();
            }
          }

          @Override
          public void after(String call) {
            if (crash == Crash.AFTER_BOOKING) {
              throw new Died();
            }
          }
        };
    try {
      var unused = new BookRun(calls.on(UsageLedger.class, ledger), PRICES).book(run);
    } catch (Died e) {
      assertThat(crash).isNotEqualTo(Crash.NONE);
    }
  }

  private static List<RunEntry> booked(UsageLedger ledger, List<TaskRun> runs) {
    List<RunEntry> booked = new ArrayList<>();
    for (UserId user : users(runs)) {
      for (UsageMonth month : months()) {
        ledger.month(user, month).entries().forEach(entry -> booked.add((RunEntry) entry));
      }
    }
    return booked;
  }

  private static void assertTotalsAreTheSums(UsageLedger ledger, List<TaskRun> runs) {
    for (UserId user : users(runs)) {
      for (UsageMonth month : months()) {
        UserMonth booked = ledger.month(user, month);
        MonthTotal sum = MonthTotal.empty(Optional.of(user), month);
        for (UsageEntry entry : booked.entries()) {
          sum = sum.plus(entry.addition());
        }
        assertThat(booked.total().seconds()).isEqualTo(sum.seconds());
        assertThat(booked.total().cost().in(USD)).isEqualTo(sum.cost().in(USD));
      }
    }
  }

  private static Set<UserId> users(List<TaskRun> runs) {
    return new HashSet<>(runs.stream().map(TaskRun::user).toList());
  }

  /** The months that the runs below can lie in. */
  private static List<UsageMonth> months() {
    List<UsageMonth> months = new ArrayList<>();
    for (int i = -3; i <= 8; i++) {
      months.add(new UsageMonth(UsageMonth.of(NEW_YEAR).value().plusMonths(i)));
    }
    return months;
  }

  /** Fargate's rule, computed differently from the code under test. */
  private static long billedSeconds(TaskRun run) {
    Duration ran = Duration.between(run.billedFrom().orElseThrow(), run.stoppedAt().orElseThrow());
    long whole = ran.getNano() == 0 ? ran.getSeconds() : ran.getSeconds() + 1;
    return Math.max(60, whole);
  }

  private static BigDecimal price(TaskRun run) {
    BigDecimal vcpus = BigDecimal.valueOf(run.cpuUnits() / 1024.0);
    BigDecimal gigabytes = BigDecimal.valueOf(run.memoryMiB() / 1024.0);
    return vcpus
        .multiply(PRICES.vcpuHour())
        .add(gigabytes.multiply(PRICES.gbHour()))
        .multiply(BigDecimal.valueOf(billedSeconds(run)))
        .divide(BigDecimal.valueOf(3600), 6, RoundingMode.HALF_UP);
  }

  private static BigDecimal exact(List<RunEntry> entries) {
    return sum(entries.stream().map(RunEntry::exactCost).toList());
  }

  private static BigDecimal sum(List<BigDecimal> amounts) {
    return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Provide
  Arbitrary<List<TaskRun>> runs() {
    return run().list().ofMinSize(1).ofMaxSize(12).uniqueElements(TaskRun::runId);
  }

  @Provide
  Arbitrary<TaskRun> run() {
    Arbitrary<Long> nearTheEndOfAMonth = Arbitraries.longs().between(-120_000, 120_000);
    Arbitrary<Long> anywhere = Arbitraries.longs().between(-7_000_000_000L, 7_000_000_000L);
    Arbitrary<Long> begin = Arbitraries.oneOf(nearTheEndOfAMonth, anywhere);
    Arbitrary<Long> length =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 90_000),
            Arbitraries.longs().between(0, 24 * 3_600_000L),
            Arbitraries.longs().between(0, 80L * 24 * 3_600_000L));
    Arbitrary<String> id = Arbitraries.integers().between(1, 1000).map(i -> "run-" + i);
    return Combinators.combine(
            id, begin, length, Arbitraries.integers().between(0, 2), Arbitraries.of(CPU))
        .as(
            (runId, from, ms, user, cpu) ->
                new TaskRun(
                    runId,
                    new UserId("user-" + user),
                    cpu,
                    2 * cpu,
                    Optional.of(NEW_YEAR.plusMillis(from)),
                    Optional.empty(),
                    Optional.of(NEW_YEAR.plusMillis(from + ms)),
                    Optional.empty()));
  }
}
