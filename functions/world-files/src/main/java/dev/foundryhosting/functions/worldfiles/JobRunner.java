/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles;

import dev.foundryhosting.files.FileJob;
import dev.foundryhosting.files.FileJobs;
import dev.foundryhosting.files.FileWork;
import dev.foundryhosting.files.Restoration;
import dev.foundryhosting.files.SavePointOrder;
import dev.foundryhosting.functions.worldfiles.folder.UnfitFilesException;
import dev.foundryhosting.functions.worldfiles.savepoint.SavePointJobs;
import dev.foundryhosting.functions.worldfiles.savepoint.WorldJobs;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.platform.UserId;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.time.Clock;
import java.util.Optional;

/** Does the jobs that are recorded, and reports on them. */
final class JobRunner {
  private final FileJobs jobs;
  private final LicenseFiles licenses;
  private final UserFolders folders;
  private final SavePointJobs savePoints;
  private final WorldJobs worlds;
  private final ProblemLog problems;
  private final Clock clock;

  JobRunner(
      FileJobs jobs,
      LicenseFiles licenses,
      UserFolders folders,
      SavePointJobs savePoints,
      WorldJobs worlds,
      ProblemLog problems,
      Clock clock) {
    this.jobs = jobs;
    this.licenses = licenses;
    this.folders = folders;
    this.savePoints = savePoints;
    this.worlds = worlds;
    this.problems = problems;
    this.clock = clock;
  }

  /**
   * Does a job, or goes on with it. One that is done is not done again.
   *
   * @return the job as far as it is; empty when it is not the user's present job, as when an
   *     invocation comes late
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED} when it cannot be
   *     read or reported
   */
  Optional<FileJob> run(UserId user, String jobId, Deadline deadline) {
    return jobs.find(user)
        .filter(present -> present.id().equals(jobId))
        .map(job -> job.done() ? job : reported(attempted(job, deadline)));
  }

  private FileJob reported(FileJob attempted) {
    var unused = jobs.report(attempted);
    return attempted;
  }

  private FileJob attempted(FileJob job, Deadline deadline) {
    JobHeartbeat heartbeat = new JobHeartbeat(jobs, job, deadline, clock);
    try {
      Optional<String> outcome = work(job, heartbeat);
      FileJob worked = heartbeat.job();
      return outcome
          .map(result -> worked.done(result, clock.instant()))
          .orElseGet(() -> worked.running(clock.instant()));
    } catch (UnfitFilesException e) {
      return heartbeat.job().refused(e.why(), clock.instant());
    } catch (IOException | DirectoryIteratorException e) {
      problems.trouble("%s of %s failed: %s".formatted(job.kind(), job.userId(), e), e);
      // The message of the exception may hold names of the user's files.
      String kind = e.getClass().getSimpleName();
      return heartbeat
          .job()
          .failed("The file system answered %s.".formatted(kind), clock.instant());
    }
  }

  /** What came of it; empty when the time was too short. */
  private Optional<String> work(FileJob job, JobHeartbeat heartbeat) throws IOException {
    UserId user = job.userId();
    return switch (job.work()) {
      case FileWork.LicenseIn(LicenseId license) -> licenses.layIn(user, license, heartbeat);
      case FileWork.LicenseOut(LicenseId license) -> licenses.takeOut(user, license, heartbeat);
      case FileWork.LicenseRemove(LicenseId license) -> licenses.remove(license, heartbeat);
      case FileWork.Wipe() -> folders.remove(user, heartbeat);
      case FileWork.Save(SavePointOrder order) -> savePoints.save(user, order, heartbeat);
      case FileWork.Restore(SavePointOrder before, Restoration restoration) ->
          savePoints.restore(user, before, restoration, heartbeat);
      case FileWork.Measure() -> savePoints.measure(user, heartbeat);
      case FileWork.Forget() -> Optional.of(savePoints.forget(user));
      case FileWork.Export export -> worlds.exportWorld(user, job.id(), export, heartbeat);
      case FileWork.Import upload -> worlds.importWorld(user, upload, heartbeat);
    };
  }
}
