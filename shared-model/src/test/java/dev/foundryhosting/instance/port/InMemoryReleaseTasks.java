/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.release.Build;
import dev.foundryhosting.release.ReleaseTasks;
import java.util.ArrayList;
import java.util.List;

/** Downloads as tasks in memory; a test ends them and puts the archives into the folder. */
public final class InMemoryReleaseTasks implements ReleaseTasks {
  private final InMemoryTasks tasks;
  private final List<Source> sources = new ArrayList<>();

  public InMemoryReleaseTasks(InMemoryTasks tasks) {
    this.tasks = tasks;
  }

  /** Where each download came from, in the order in which they were begun. */
  public synchronized List<Source> sources() {
    return List.copyOf(sources);
  }

  @Override
  public synchronized String begin(Build build, Source source, String token) {
    sources.add(source);
    String definition = tasks.ensureDownload(build.toString()).arn();
    return tasks.run(definition, token, new UserId("release-cache")).taskArn();
  }
}
