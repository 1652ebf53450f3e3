/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The cost of a run, month by month. Fargate bills a task from the start of its image pull to its
 * end, by the second, at least one minute ("AWS Fargate pricing").
 *
 * <p>Each part is the difference of the running totals at its end and its start, so the parts add
 * up to the whole run exactly: to the second, and to the millionth of the currency's unit.
 */
public final class Metering {
  private static final long SHORTEST_SECONDS = 60;
  static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);
  private static final int MICRO = 6;

  private Metering() {}

  /**
   * One entry for each month of an ended run; none for a task that was never billed.
   *
   * @throws IllegalArgumentException while it still runs
   */
  public static List<RunEntry> entries(TaskRun run, Prices prices) {
    Instant end =
        run.stoppedAt()
            .orElseThrow(() -> new IllegalArgumentException("run " + run.runId() + " still runs"));
    return soFar(run, end, prices);
  }

  /** As {@link #entries}, as if a run that still runs ended now. */
  public static List<RunEntry> soFar(TaskRun run, Instant now, Prices prices) {
    Instant end = run.stoppedAt().orElse(now);
    return run.billedFrom().map(from -> split(run, from, end, prices)).orElse(List.of());
  }

  private static List<RunEntry> split(TaskRun run, Instant from, Instant end, Prices prices) {
    // The clocks of different machines may disagree about a short task.
    Instant until = end.isBefore(from) ? from : end;
    BigDecimal perHour = prices.hour(run.cpuUnits(), run.memoryMiB());
    List<RunEntry> entries = new ArrayList<>();
    long before = 0;
    UsageMonth month = UsageMonth.of(from);
    boolean last;
    do {
      last = !month.end().isBefore(until);
      long upToHere =
          last ? Math.max(SHORTEST_SECONDS, seconds(from, until)) : seconds(from, month.end());
      if (upToHere > before) {
        BigDecimal exact = cost(perHour, upToHere).subtract(cost(perHour, before));
        entries.add(
            new RunEntry(
                run.runId(),
                month,
                Collections.max(List.of(from, month.start())),
                last ? until : month.end(),
                upToHere - before,
                run.cpuUnits(),
                run.memoryMiB(),
                exact,
                Money.rounded(exact, prices.currency()),
                Optional.empty()));
      }
      before = upToHere;
      month = new UsageMonth(month.value().plusMonths(1));
    } while (!last);
    // The run may end in a month in which no second of it is billed.
    entries.addLast(entries.removeLast().endedBy(run.stopCause()));
    return List.copyOf(entries);
  }

  /** A started second counts. */
  private static long seconds(Instant from, Instant until) {
    return Duration.between(from, until).plusNanos(999_999_999).toSeconds();
  }

  /** Exact to the millionth of the currency's unit. */
  static BigDecimal cost(BigDecimal perHour, long seconds) {
    return perHour
        .multiply(BigDecimal.valueOf(seconds))
        .divide(SECONDS_PER_HOUR, MICRO, RoundingMode.HALF_UP);
  }
}
