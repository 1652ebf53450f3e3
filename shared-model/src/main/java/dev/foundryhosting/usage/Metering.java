package dev.foundryhosting.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a run costs, month by month. Fargate bills a task from the start of its image pull until it
 * is gone, by the second, one minute at least ("AWS Fargate pricing").
 *
 * <p>Seconds and cost of a part are the difference of what has come together until its end and
 * until its beginning. So the parts sum up to the whole run: to the second and to the millionth of
 * the currency's unit.
 */
public final class Metering {
  private static final long SHORTEST_SECONDS = 60;
  private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);
  private static final int MICRO = 6;

  private Metering() {}

  /**
   * One entry for each month in which seconds of an ended run lie; none for a task that was never
   * billed.
   *
   * @throws IllegalArgumentException while it still runs
   */
  public static List<RunEntry> entries(TaskRun run, Prices prices) {
    Instant end =
        run.stoppedAt()
            .orElseThrow(() -> new IllegalArgumentException("run " + run.runId() + " still runs"));
    return run.billedFrom().map(from -> split(run, from, end, prices)).orElse(List.of());
  }

  /** As {@link #entries}, of a run that would end now, or of one that ended before. */
  public static List<RunEntry> soFar(TaskRun run, Instant now, Prices prices) {
    Instant end = run.stoppedAt().orElse(now);
    return run.billedFrom().map(from -> split(run, from, end, prices)).orElse(List.of());
  }

  private static List<RunEntry> split(TaskRun run, Instant from, Instant end, Prices prices) {
    // Clocks of different machines may disagree about a task that ended at once.
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
        BigDecimal exact = micro(perHour, upToHere).subtract(micro(perHour, before));
        entries.add(
            new RunEntry(
                run.runId(),
                month,
                later(from, month.start()),
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
    // The last instants may lie in a month in which no whole second of theirs is billed.
    entries.addLast(entries.removeLast().endedBy(run.stopCause()));
    return List.copyOf(entries);
  }

  /** A second that has begun counts. */
  private static long seconds(Instant from, Instant until) {
    return Duration.between(from, until).plusNanos(999_999_999).toSeconds();
  }

  private static BigDecimal micro(BigDecimal perHour, long seconds) {
    return perHour
        .multiply(BigDecimal.valueOf(seconds))
        .divide(SECONDS_PER_HOUR, MICRO, RoundingMode.HALF_UP);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
