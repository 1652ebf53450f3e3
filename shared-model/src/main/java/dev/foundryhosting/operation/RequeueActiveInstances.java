package dev.foundryhosting.operation;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.platform.InParallel;
import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.platform.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Has every server that runs or starts looked at with the sweep's next tick. That makes things
 * prompt and nothing else: without it a running server is found within ten minutes all the same.
 */
public final class RequeueActiveInstances {
  /** More than a load balancer takes servers. */
  private static final int SHARD_LIMIT = 500;

  private static final int AT_ONCE = 16;

  /** No server is begun later than this before the deadline. */
  private static final Duration SERVER_NEEDS = Duration.ofSeconds(5);

  private final Instances instances;
  private final ProblemLog journal;
  private final Clock clock;

  public RequeueActiveInstances(Instances instances, ProblemLog journal, Clock clock) {
    this.instances = instances;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * Makes them due. Costs what is active, not what exists.
   *
   * @return how many run or start, as far as there was time
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED} when it cannot
   *     even be read which there are
   */
  public int requeue(Deadline deadline) {
    // Whatever is active is due some time, so the due index knows it.
    List<UserId> active =
        IntStream.range(0, TableSchema.DUE_SHARDS)
            .boxed()
            .flatMap(shard -> instances.due(shard, Instant.MAX, SHARD_LIMIT).stream())
            .toList();
    return InParallel.each(active, AT_ONCE, user -> requeue(user, deadline)).stream()
        .mapToInt(called -> called ? 1 : 0)
        .sum();
  }

  private boolean requeue(UserId user, Deadline deadline) {
    if (!deadline.leaves(SERVER_NEEDS)) {
      return false;
    }
    try {
      return instances
          .find(user)
          .filter(RequeueActiveInstances::concerned)
          .map(found -> instances.update(found, this::due))
          .isPresent();
    } catch (RuntimeException e) {
      journal.trouble("%s is looked at later: %s".formatted(user, e.getMessage()), e);
      return false;
    }
  }

  private Instance due(Instance instance) {
    return concerned(instance) ? instance.dueFrom(clock.instant()) : instance;
  }

  private static boolean concerned(Instance instance) {
    return switch (instance.status()) {
      case STARTING, RUNNING -> true;
      case CREATING, CREATED, STOPPING, STOPPED, DESTROYING, FAILED -> false;
    };
  }
}
