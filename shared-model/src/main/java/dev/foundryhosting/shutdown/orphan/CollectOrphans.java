package dev.foundryhosting.shutdown.orphan;

import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.instance.port.Tasks;
import dev.foundryhosting.instance.reconcile.InstanceReconciler;
import dev.foundryhosting.usage.command.BookRun;
import java.time.Clock;
import java.time.Duration;

/**
 * Looks at what stands in the cloud and carries the platform's tags, and holds it against the
 * records: ends tasks and removes ways that belong to nobody, after a second look, and opens the
 * way to a running server again that somebody took away (docs/decisions/ADR-019.md).
 */
public final class CollectOrphans {
  /** No look is begun later than this before the deadline. */
  private static final Duration LOOK_NEEDS = Duration.ofSeconds(60);

  private final Ports ports;

  /** All that a look needs. */
  public record Ports(
      TaskInventory taskInventory,
      RouteInventory routeInventory,
      OrphanCandidates candidates,
      Instances instances,
      Tasks tasks,
      InstanceReconciler reconciler,
      BookRun bookRun,
      ProblemLog problemLog,
      Clock clock) {}

  public CollectOrphans(Ports ports) {
    this.ports = ports;
  }

  /**
   * How a look went.
   *
   * @param repaired tasks that were asked to end, ways that were removed or opened again
   * @param failed what could not be looked at or repaired; the next look sees it again
   */
  public record Report(int repaired, int failed) {}

  /** Looks, if there is time. Never fails: what goes wrong is in the journal and is counted. */
  public Report collect(Deadline deadline) {
    if (!deadline.leaves(LOOK_NEEDS)) {
      return new Report(0, 0);
    }
    try {
      return new OrphanScan(ports, ports.candidates().read(), deadline).run();
    } catch (RuntimeException e) {
      ports.problemLog().trouble("It was not looked for what belongs to nobody: " + e.getMessage(), e);
      return new Report(0, 1);
    }
  }
}
