/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.operation;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.platform.InParallel;
import dev.foundryhosting.platform.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Makes every server that starts or runs due for the next sweep. It only saves time: the sweep
 * comes to each of them within ten minutes anyway.
 */
public final class RequeueActiveInstances {
  /** More servers than a load balancer has rules for. */
  private static final int SHARD_LIMIT = 500;

  private static final int AT_ONCE = 16;

  /** The least time before the deadline at which a server is begun. */
  private static final Duration SERVER_NEEDS = Duration.ofSeconds(5);

  private final Instances instances;
  private final ProblemLog problemLog;
  private final Clock clock;

  public RequeueActiveInstances(Instances instances, ProblemLog problemLog, Clock clock) {
    this.instances = instances;
    this.problemLog = problemLog;
    this.clock = clock;
  }

  /**
   * Costs what is active, not what exists.
   *
   * @return how many servers start or run, of those that the deadline left time for
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED} when the due index
   *     cannot be read
   */
  public int requeue(Deadline deadline) {
    // Each active server has a next check, so the due index lists it.
    List<UserId> active = instances.allDue(Instant.MAX, SHARD_LIMIT);
    return Math.toIntExact(
        InParallel.each(active, AT_ONCE, user -> requeue(user, deadline)).stream()
            .filter(requeued -> requeued)
            .count());
  }

  private boolean requeue(UserId user, Deadline deadline) {
    if (!deadline.leaves(SERVER_NEEDS)) {
      return false;
    }
    try {
      return instances
          .find(user)
          .filter(RequeueActiveInstances::active)
          .map(found -> instances.update(found, this::due))
          .isPresent();
    } catch (RuntimeException e) {
      problemLog.trouble("%s waits for a later sweep: %s".formatted(user, e.getMessage()), e);
      return false;
    }
  }

  private Instance due(Instance instance) {
    return active(instance) ? instance.dueFrom(clock.instant()) : instance;
  }

  private static boolean active(Instance instance) {
    return switch (instance.status()) {
      case STARTING, RUNNING -> true;
      case CREATING, CREATED, STOPPING, STOPPED, DESTROYING, FAILED -> false;
    };
  }
}
