/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage;

import dev.foundryhosting.event.StopCauseKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * The part of a run that lies in one month.
 *
 * @param seconds billed between {@code from} and {@code until}
 * @param cpuUnits 1024 is one vCPU
 * @param exactCost unrounded, to the millionth of the currency's unit
 * @param cost rounded to the currency's minor unit
 * @param stopCause only where a server's run ended in this month
 */
public record RunEntry(
    String runId,
    UsageMonth month,
    Instant from,
    Instant until,
    long seconds,
    int cpuUnits,
    int memoryMiB,
    BigDecimal exactCost,
    Money cost,
    Optional<StopCauseKind> stopCause)
    implements UsageEntry {

  public RunEntry {
    if (seconds <= 0) {
      throw new IllegalArgumentException("an entry has at least one second");
    }
  }

  RunEntry endedBy(Optional<StopCauseKind> kind) {
    return new RunEntry(
        runId, month, from, until, seconds, cpuUnits, memoryMiB, exactCost, cost, kind);
  }

  @Override
  public String entryId() {
    return "run#" + runId;
  }

  @Override
  public Instant at() {
    return from;
  }

  @Override
  public MonthlySumChange addition() {
    return new MonthlySumChange(MonthlySumChange.Kind.COST, seconds, cost, stopCause);
  }
}
