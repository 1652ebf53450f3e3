/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles;

import dev.foundryhosting.files.FileJobs;
import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;

/** What the handler works with. */
class WorldFilesBeans {
  @Produces
  @Singleton
  JobRunner jobs(FileJobs jobs, Environment environment, ProblemLog problems, Clock clock) {
    Path root = Path.of(environment.get(Variable.USER_FILES_ROOT));
    return new JobRunner(
        jobs,
        new LicenseFiles(root, new LicenseStore(root)),
        new UserFolders(root),
        problems,
        clock);
  }

  @Produces
  @Singleton
  ReleaseArchives archives(Environment environment) {
    return new ReleaseArchives(Path.of(environment.get(Variable.USER_FILES_ROOT)));
  }
}
