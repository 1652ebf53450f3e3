/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import dev.foundryhosting.platform.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The users' present jobs in memory. */
public final class InMemoryFileJobs implements FileJobs {
  private final Map<UserId, FileJob> jobs = new HashMap<>();

  @Override
  public synchronized FileJob begin(FileJob job) {
    return jobs.merge(
        job.userId(), job, (before, now) -> before.is(now) && before.done() ? before : now);
  }

  @Override
  public synchronized Optional<FileJob> find(UserId user) {
    return Optional.ofNullable(jobs.get(user));
  }

  @Override
  public synchronized boolean report(FileJob job) {
    return find(job.userId()).filter(job::is).isPresent()
        && jobs.replace(job.userId(), job) != null;
  }

  @Override
  public synchronized void forget(UserId user) {
    jobs.remove(user);
  }
}
