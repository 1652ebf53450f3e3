package dev.foundryhosting.shutdown;

import dev.foundryhosting.instance.Deadline;
import dev.foundryhosting.instance.InstanceReconciler;
import dev.foundryhosting.instance.Instances;
import dev.foundryhosting.instance.Journal;
import dev.foundryhosting.instance.Tasks;
import dev.foundryhosting.usage.BookRun;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Looks at what stands in the cloud and carries the platform's tags, and holds it against the
 * records: ends tasks and removes ways that belong to nobody, after a second look, and opens the
 * way to a running server again that somebody took away (docs/decisions/ADR-019.md).
 */
public final class RepairStrays {
  /** How often the cloud is looked at where all belongs to somebody; a little less, for a timer. */
  private static final Duration PACE = Duration.ofMinutes(14);

  /** How often where something does not. */
  private static final Duration PACE_WITH_SUSPECTS = Duration.ofMinutes(4);

  /** No look is begun later than this before the deadline. */
  private static final Duration LOOK_NEEDS = Duration.ofSeconds(60);

  private final Ports ports;

  /** All that a look needs. */
  public record Ports(
      LivingTasks livingTasks,
      StandingWays standingWays,
      Suspects suspects,
      Instances instances,
      Tasks tasks,
      InstanceReconciler reconciler,
      BookRun bookRun,
      Journal journal,
      Clock clock) {}

  public RepairStrays(Ports ports) {
    this.ports = ports;
  }

  /**
   * How a look went.
   *
   * @param repaired tasks that were asked to end, ways that were removed or opened again
   * @param failed what could not be looked at or repaired; the next look sees it again
   */
  public record Report(int repaired, int failed) {}

  /** Looks, if it is time to. Never fails: what goes wrong is in the journal and is counted. */
  public Report look(Deadline deadline) {
    try {
      Suspects.Known known = ports.suspects().read();
      return due(known) && deadline.leaves(LOOK_NEEDS)
          ? new StrayLook(ports, known, deadline).take()
          : new Report(0, 0);
    } catch (RuntimeException e) {
      ports.journal().trouble("It was not looked for what belongs to nobody: " + e.getMessage(), e);
      return new Report(0, 1);
    }
  }

  private boolean due(Suspects.Known known) {
    boolean suspects = !known.tasks().isEmpty() || !known.ways().isEmpty();
    Duration pace = suspects ? PACE_WITH_SUSPECTS : PACE;
    Instant now = ports.clock().instant();
    return known.lookedAt().filter(last -> now.isBefore(last.plus(pace))).isEmpty();
  }
}
