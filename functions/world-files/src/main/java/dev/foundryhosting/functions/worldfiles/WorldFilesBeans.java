/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles;

import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.aws.s3.S3FileArchive;
import dev.foundryhosting.files.FileArchive;
import dev.foundryhosting.files.FileInventories;
import dev.foundryhosting.files.FileJobs;
import dev.foundryhosting.functions.worldfiles.savepoint.SavePointJobs;
import dev.foundryhosting.functions.worldfiles.savepoint.WorldJobs;
import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What the handler works with. */
class WorldFilesBeans {
  /** Each waits for the network file system, not for the processor. */
  private static final int READERS = 16;

  @Produces
  @Singleton
  FileArchive archive(AwsClients clients, Environment environment) {
    return new S3FileArchive(clients, environment.get(Variable.ARCHIVE_BUCKET_NAME));
  }

  @Produces
  @Singleton
  JobRunner jobs(
      FileJobs jobs,
      FileArchive archive,
      FileInventories inventories,
      Environment environment,
      ProblemLog problems,
      Clock clock) {
    Path root = Path.of(environment.get(Variable.USER_FILES_ROOT));
    ExecutorService readers =
        Executors.newFixedThreadPool(READERS, Thread.ofPlatform().daemon().factory());
    return new JobRunner(
        jobs,
        new LicenseFiles(root, new LicenseStore(root)),
        new UserFolders(root),
        new SavePointJobs(root, archive, inventories, readers, clock),
        new WorldJobs(root, archive, inventories, readers, clock),
        problems,
        clock);
  }

  @Produces
  @Singleton
  ReleaseArchives archives(Environment environment) {
    return new ReleaseArchives(Path.of(environment.get(Variable.USER_FILES_ROOT)));
  }
}
