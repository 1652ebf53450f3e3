/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.util.List;

/** Port: counts what operators watch and are alarmed by. It never fails. */
public interface Metrics {

  /**
   * One pass of the reconciler.
   *
   * @param reconcileId the same on each line about the pass
   * @param steps what it took, in order, by name
   * @param failures what failed
   * @param leaseTaken whether another pass held the lease, so that it did nothing
   */
  record Pass(
      String reconcileId,
      UserId user,
      List<String> steps,
      List<StepFailure> failures,
      boolean leaseTaken,
      Duration took) {
    public Pass {
      steps = List.copyOf(steps);
      failures = List.copyOf(failures);
    }
  }

  /**
   * @param error its error code
   */
  record StepFailure(String step, String error) {}

  /** What is swept. */
  enum Kind {
    INSTANCES,
    SESSIONS
  }

  /**
   * One sweep over what is due.
   *
   * @param failed what stays due after a failure
   * @param left what the deadline left no time for
   * @param lag how late the latest was; zero where nothing is due
   */
  record Sweep(Kind kind, int due, int failed, int left, Duration lag) {}

  void passed(Pass pass);

  void swept(Sweep sweep);
}
