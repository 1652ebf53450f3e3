/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.platform.InParallel;
import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.usage.MonthTotal;
import dev.foundryhosting.usage.UsageMonth;
import dev.foundryhosting.usage.port.UsageLedger;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Why servers stopped in a month, and the servers that run now. Costs what is active, not what
 * exists.
 */
public final class GetShutdownStats {
  private final UsageLedger ledger;
  private final Instances instances;
  private final Clock clock;

  public GetShutdownStats(UsageLedger ledger, Instances instances, Clock clock) {
    this.ledger = ledger;
    this.instances = instances;
    this.clock = clock;
  }

  /** The stops of a month by cause, without causes that have none, and the servers of now. */
  public record ShutdownStats(
      UsageMonth month, SortedMap<StopCauseKind, Long> stops, Servers servers) {}

  /**
   * @param running servers that players can join
   * @param empty of these, those that are certainly empty
   * @param warned of these, those with a notice
   * @param unreadable of these, those whose last player count could not be read
   */
  public record Servers(int running, int empty, int warned, int unreadable) {}

  /** The statistics of a month, by default the present one. */
  public ShutdownStats get(Optional<UsageMonth> month) {
    UsageMonth asked = month.orElseGet(() -> UsageMonth.of(clock.instant()));
    SortedMap<StopCauseKind, Long> stops = new TreeMap<>();
    for (MonthTotal total : ledger.totals(asked)) {
      total.stopCauses().forEach((kind, count) -> stops.merge(kind, count, Long::sum));
    }
    return new ShutdownStats(asked, stops, servers());
  }

  private Servers servers() {
    List<Integer> shards = IntStream.range(0, TableSchema.DUE_SHARDS).boxed().toList();
    List<Run> runs =
        InParallel.each(shards, shards.size(), instances::active).stream()
            .flatMap(List::stream)
            .filter(instance -> instance.status() == Status.RUNNING)
            .map(Instance::run)
            .flatMap(Optional::stream)
            .toList();
    return new Servers(
        runs.size(),
        count(runs, run -> run.activity().empty()),
        count(runs, run -> run.notice().isPresent()),
        count(runs, run -> run.activity().unreadable() > 0));
  }

  private static int count(List<Run> runs, Predicate<Run> which) {
    return Math.toIntExact(runs.stream().filter(which).count());
  }
}
