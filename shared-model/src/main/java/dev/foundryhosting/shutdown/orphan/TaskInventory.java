package dev.foundryhosting.shutdown.orphan;

import dev.foundryhosting.platform.UserId;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Port: the tasks of the platform that live, whoever started them. */
public interface TaskInventory {
  /**
   * Every task of the platform's cluster that is to run and carries the platform's tags. One that
   * was started this moment may be missing.
   */
  List<RunningTask> list();

  /**
   * A task that nobody asked to end.
   *
   * @param taskArn the task
   * @param user whose tag it carries
   * @param token by which it was started; empty when it was started by hand
   * @param cpuUnits what it is billed by; 1024 is one vCPU
   * @param memoryMiB what it is billed by
   */
  record RunningTask(String taskArn, UserId user, String token, int cpuUnits, int memoryMiB) {
    private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    public RunningTask {
      Objects.requireNonNull(taskArn, "taskArn");
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(token, "token");
    }

    /** The id under which it is booked: its token, or its own id where that can be none. */
    String runId() {
      return RUN_ID.matcher(token).matches()
          ? token
          : taskArn.substring(taskArn.lastIndexOf('/') + 1);
    }
  }
}
