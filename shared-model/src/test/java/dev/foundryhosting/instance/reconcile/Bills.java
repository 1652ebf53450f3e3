/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.TaskSize;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.RunEntry;
import dev.foundryhosting.usage.UsageEntry;
import dev.foundryhosting.usage.UsageMonth;
import dev.foundryhosting.usage.UsageSamples;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Compares what was booked for a user with what AWS bills for the user's tasks. */
final class Bills {
  private static final BigDecimal HOUR = BigDecimal.valueOf(3600);

  private Bills() {}

  /** Fails unless every task of a user that ended is booked: once, wholly, and nothing else. */
  static void assertPaid(PlatformFixture world, UserId user) {
    List<TaskObservation> ended =
        world.tasks.of(user).stream()
            .filter(task -> task.state() == TaskObservation.State.STOPPED)
            .filter(task -> task.pullStartedAt().isPresent())
            .toList();
    List<RunEntry> booked = booked(world, user);
    assertThat(booked.stream().map(RunEntry::runId).distinct())
        .as("booked runs of %s", user)
        .containsExactlyInAnyOrderElementsOf(
            ended.stream().map(task -> world.tasks.tokenOf(task.taskArn())).toList());
    assertThat(booked.stream().mapToLong(RunEntry::seconds).sum())
        .as("booked seconds of %s", user)
        .isEqualTo(ended.stream().mapToLong(Bills::seconds).sum());
    assertThat(sum(booked.stream().map(RunEntry::exactCost)))
        .as("booked money of %s", user)
        .isEqualByComparingTo(sum(ended.stream().map(task -> cost(world, task))));
    assertThat(endings(world, user))
        .as("counted endings of %s", user)
        .isEqualTo(
            ended.stream()
                // The end of a task that was no run's is the end of no run.
                .filter(task -> !world.isOrphan(task))
                .count());
  }

  private static List<RunEntry> booked(PlatformFixture world, UserId user) {
    List<RunEntry> entries = new ArrayList<>();
    months(world)
        .forEach(
            month -> {
              for (UsageEntry entry : world.ledger.month(user, month).entries()) {
                entries.add((RunEntry) entry);
              }
            });
    return entries;
  }

  private static long endings(PlatformFixture world, UserId user) {
    return months(world)
        .flatMap(month -> world.ledger.month(user, month).total().stopCauses().values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  private static Stream<UsageMonth> months(PlatformFixture world) {
    YearMonth first = UsageMonth.of(PlatformFixture.BEGIN).value();
    return Stream.iterate(
        new UsageMonth(first),
        month -> !month.start().isAfter(world.clock.instant()),
        month -> new UsageMonth(month.value().plusMonths(1)));
  }

  /** Fargate's rule, said another way than in the code under test. */
  private static long seconds(TaskObservation task) {
    long millis =
        Duration.between(task.pullStartedAt().orElseThrow(), task.stoppedAt().orElseThrow())
            .toMillis();
    return Math.max(60, (millis + 999) / 1000);
  }

  private static BigDecimal cost(PlatformFixture world, TaskObservation task) {
    TaskSize size = world.tasks.workloadOf(task.taskArn()).size();
    return UsageSamples.PRICES
        .hour(size.cpuUnits(), size.memoryMiB())
        .multiply(BigDecimal.valueOf(seconds(task)))
        .divide(HOUR, 6, RoundingMode.HALF_UP);
  }

  private static BigDecimal sum(Stream<BigDecimal> amounts) {
    return amounts.reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
