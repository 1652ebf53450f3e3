/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles;

import dev.foundryhosting.files.FileJob;
import dev.foundryhosting.files.FileJobs;
import dev.foundryhosting.functions.worldfiles.folder.Checkpoint;
import dev.foundryhosting.instance.port.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The signs of life of a job that works, and when it must pause. */
final class JobHeartbeat implements Checkpoint {
  private static final Duration BETWEEN_SIGNS = Duration.ofSeconds(20);

  /** What the work on one entry may take. */
  private static final Duration ENTRY_NEEDS = Duration.ofSeconds(2);

  private final FileJobs jobs;
  private final Deadline deadline;
  private final Clock clock;
  private FileJob job;
  private Instant signedAt;
  private boolean ended;

  JobHeartbeat(FileJobs jobs, FileJob job, Deadline deadline, Clock clock) {
    this.jobs = jobs;
    this.job = job;
    this.deadline = deadline;
    this.clock = clock;
    this.signedAt = clock.instant();
  }

  /** Whether time is left, and no other job took the place of this one. */
  @Override
  public synchronized boolean goesOn() {
    Instant now = clock.instant();
    if (ended || !deadline.leaves(ENTRY_NEEDS)) {
      ended = true;
    } else if (!now.isBefore(signedAt.plus(BETWEEN_SIGNS))) {
      signedAt = now;
      ended = !jobs.report(job.running(now));
    }
    return !ended;
  }

  /** Goes with the next sign of life: a small step is not worth a write. */
  @Override
  public synchronized void reached(FileJob.Progress progress) {
    job = job.at(progress);
  }

  /** The job as far as its work came. */
  synchronized FileJob job() {
    return job;
  }
}
