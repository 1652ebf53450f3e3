/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.util.Optional;

/**
 * Port: the present job of each user, as the platform asks for it and the function world-files
 * reports on it. Strongly consistent, fails loudly.
 */
public interface FileJobs {
  /** How long a job is kept after its last sign of life. */
  Duration KEPT = Duration.ofDays(7);

  /**
   * Records that a job begins, in the place of the user's last one. The same job stays as it is
   * when it is done.
   *
   * @return the job as it is recorded now
   */
  FileJob begin(FileJob job);

  /** The present job of a user. */
  Optional<FileJob> find(UserId user);

  /**
   * Records how far a job is.
   *
   * @return false, and nothing is recorded, when it is not its user's present job any more
   */
  boolean report(FileJob job);

  /** Removes the job of a user; does nothing where there is none. */
  void forget(UserId user);
}
