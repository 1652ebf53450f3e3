package dev.foundryhosting.shutdown.orphan;

import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Port: what seemed to belong to nobody when it was looked at last. There is one such list. */
public interface OrphanCandidates {
  /** The list as it stands; strongly consistent. */
  Known read();

  /**
   * Writes the list.
   *
   * @return whether it was written; false when somebody else wrote it since it was read
   */
  boolean save(Known changed);

  /**
   * The list.
   *
   * @param tasks tasks that no record knew
   * @param routes ways to servers of which no record knew a run
   * @param revision counts the writes; 0 is a list that was never written
   */
  record Known(List<OrphanTask> tasks, List<OrphanRoute> routes, long revision) {
    public Known {
      tasks = List.copyOf(tasks);
      routes = List.copyOf(routes);
    }

    /** Before anything was seen. */
    public static Known none() {
      return new Known(List.of(), List.of(), 0);
    }

    /** Whether all belonged to somebody. */
    boolean isEmpty() {
      return tasks.isEmpty() && routes.isEmpty();
    }
  }

  /**
   * A task that no record knew. It is kept until its end was booked.
   *
   * @param task what was seen of it
   * @param since when it was seen first
   */
  record OrphanTask(TaskInventory.RunningTask task, Instant since) {
    public OrphanTask {
      Objects.requireNonNull(task, "task");
      Objects.requireNonNull(since, "since");
    }
  }

  /**
   * A way to a server of which no record knew a run.
   *
   * @param targetGroupArn the target group
   * @param user whose tag it carries
   * @param since when it was seen first
   */
  record OrphanRoute(String targetGroupArn, UserId user, Instant since) {
    public OrphanRoute {
      Objects.requireNonNull(targetGroupArn, "targetGroupArn");
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(since, "since");
    }
  }
}
