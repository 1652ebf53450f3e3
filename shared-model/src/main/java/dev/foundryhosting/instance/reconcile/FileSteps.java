/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.files.FileJob;
import dev.foundryhosting.files.FileWork;
import dev.foundryhosting.files.StorageUse;
import dev.foundryhosting.instance.FormerWipe;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.Teardown;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.release.ReleaseCatalogue;
import dev.foundryhosting.usage.command.BookRun;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The steps that have world-files work on a user's files. Each job's id follows from the record, so
 * a step that was not recorded finds its job again.
 */
final class FileSteps {
  private final ReconcilerPorts ports;
  private final BookRun booking;
  private final Clock clock;

  FileSteps(ReconcilerPorts ports, BookRun booking, Clock clock) {
    this.ports = ports;
    this.booking = booking;
    this.clock = clock;
  }

  void addTo(Map<Step, StepAction> actions) {
    actions.put(
        Step.LAY_IN_LICENSE, (i, input) -> ofRun(i, "license-in-", FileWork.LicenseIn::new));
    actions.put(
        Step.TAKE_OUT_LICENSE, (i, input) -> ofRun(i, "license-out-", FileWork.LicenseOut::new));
    actions.put(Step.RECORD_DOWNLOAD, (i, input) -> recordDownload(i));
    actions.put(Step.END_FORMER_WIPE, (i, input) -> endFormerWipe(i));
    actions.put(Step.BEGIN_FILE_JOB, (i, input) -> begin(i));
    actions.put(Step.OBSERVE_FILE_JOB, (i, input) -> observe(i));
  }

  /** Removes the file that is kept for a licence that goes with its owner. */
  void removeLicense(Instance i, LicenseId license) {
    complete(
        job(
            "license-remove-" + TeardownJobs.ofTeardown(i),
            i,
            new FileWork.LicenseRemove(license)));
  }

  private StepResult ofRun(Instance i, String prefix, Function<LicenseId, FileWork> work) {
    Run run = i.run().orElseThrow();
    complete(job(prefix + run.runId(), i, work.apply(run.licenseId())));
    return StepResult.nothing();
  }

  /** What came of the download that a run began with: all starts know it from now on. */
  private StepResult recordDownload(Instance i) {
    boolean refused =
        i.run().flatMap(Run::task).flatMap(TaskObservation::stopCause).stream()
            .anyMatch(cause -> cause.kind() == StopCauseKind.RATE_LIMITED);
    if (refused) {
      ports.releases().refused(clock.instant());
    }
    ReleaseCatalogue cached = ports.releases().refreshed();
    return StepResult.of(
        now -> {
          Instance done = now.with(now.run().orElseThrow().downloading(false));
          return ReleaseChoice.build(done.profile().version(), cached).map(done::with).orElse(done);
        });
  }

  /** A short job is waited for: a start must not wait for the next pass to see its outcome. */
  private void complete(FileJob job) {
    FileJob begun = ports.fileJobs().begin(job);
    FileJob seen = begun.done() ? begun : ports.worldFiles().complete(begun);
    if (!seen.done()) {
      throw PlatformException.dependency(
          seen.result()
              .map(why -> "The files could not be prepared: " + why)
              .orElse("The files are still being prepared."),
          true);
    }
  }

  private StepResult begin(Instance i) {
    FileJob awaited = i.fileJob().orElseThrow();
    if (awaited.kind() == FileJob.Kind.FORGET
        && ports.inventories().of(i.userId()).revision() == 0) {
      // What is not in an inventory was never stored.
      FileJob forgotten = awaited.done("There were no save points.", clock.instant());
      return StepResult.of(now -> now.withSeen(forgotten));
    }
    FileJob begun = ports.fileJobs().begin(awaited.begun(clock.instant()));
    if (!begun.done()) {
      ports.worldFiles().begin(begun);
    }
    return StepResult.of(now -> now.withSeen(begun));
  }

  /** A job that its item does not show any more has given its last sign. */
  private StepResult observe(Instance i) {
    FileJob known = i.fileJob().orElseThrow();
    Optional<FileJob> seen = ports.fileJobs().find(i.userId()).filter(known::is);
    Optional<StorageUse> measured =
        seen.filter(job -> job.done() && job.work().measures())
            .flatMap(job -> ports.inventories().of(i.userId()).storage());
    return StepResult.of(
        now -> {
          Instance stored = measured.map(now::measured).orElse(now);
          return seen.map(stored::withSeen).orElse(stored);
        });
  }

  private StepResult endFormerWipe(Instance i) {
    FormerWipe wipe = i.teardown().flatMap(Teardown::formerWipe).orElseThrow();
    Optional<FormerWipe> seen = wipe.task().map(this::observed).map(wipe::observed);
    Optional<FormerWipe> ending = seen.filter(w -> !w.ended()).map(this::stopped);
    if (ending.isPresent()) {
      return StepResult.ofTeardown(t -> t.with(ending));
    }
    seen.filter(ended -> !ended.booked())
        .flatMap(ended -> MeteredTasks.ofFormerWipe(i, ended))
        .ifPresent(
            metered -> {
              var unused = booking.book(metered);
            });
    return StepResult.ofTeardown(t -> t.with(Optional.empty()));
  }

  private TaskObservation observed(TaskObservation known) {
    return known.next(ports.tasks().observe(known.taskArn()), clock.instant());
  }

  private FormerWipe stopped(FormerWipe wipe) {
    TaskObservation task = wipe.task().orElseThrow();
    String reason = "world-files removes the files.";
    return wipe.observed(
        task.afterStop(ports.tasks().stop(task.taskArn(), reason), clock.instant()));
  }

  private FileJob job(String id, Instance i, FileWork work) {
    return FileJob.requested(id, i.userId(), work, clock.instant());
  }
}
