/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.platform.UserId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The sums of a month's entries.
 *
 * @param user empty for the unclaimed donations
 * @param stopCauses how many runs ended in the month, by cause; causes without a run are absent
 */
public record MonthTotal(
    Optional<UserId> user,
    UsageMonth month,
    long seconds,
    Amounts cost,
    Amounts donations,
    Amounts credits,
    Map<StopCauseKind, Long> stopCauses) {
  public MonthTotal {
    stopCauses = Map.copyOf(stopCauses);
  }

  public static MonthTotal empty(Optional<UserId> user, UsageMonth month) {
    return new MonthTotal(user, month, 0, Amounts.NONE, Amounts.NONE, Amounts.NONE, Map.of());
  }

  public MonthTotal plus(MonthlySumChange addition) {
    return new MonthTotal(
        user,
        month,
        seconds + addition.seconds(),
        addition.kind() == MonthlySumChange.Kind.COST ? cost.plus(addition.money()) : cost,
        addition.kind() == MonthlySumChange.Kind.DONATION
            ? donations.plus(addition.money())
            : donations,
        addition.kind() == MonthlySumChange.Kind.CREDIT ? credits.plus(addition.money()) : credits,
        addition.stopCause().map(kind -> sum(stopCauses, Map.of(kind, 1L))).orElse(stopCauses));
  }

  /** The sums of both, for this one's user. */
  public MonthTotal plus(MonthTotal other) {
    return new MonthTotal(
        user,
        month,
        seconds + other.seconds,
        cost.plus(other.cost),
        donations.plus(other.donations),
        credits.plus(other.credits),
        sum(stopCauses, other.stopCauses));
  }

  private static Map<StopCauseKind, Long> sum(
      Map<StopCauseKind, Long> some, Map<StopCauseKind, Long> others) {
    Map<StopCauseKind, Long> sums = new EnumMap<>(StopCauseKind.class);
    sums.putAll(some);
    others.forEach((kind, count) -> sums.merge(kind, count, Long::sum));
    return sums;
  }
}
