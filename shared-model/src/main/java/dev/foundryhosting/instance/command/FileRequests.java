/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.files.FileJob;
import dev.foundryhosting.files.FileWork;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.RandomSource;
import dev.foundryhosting.instance.port.Tokens;
import dev.foundryhosting.instance.reconcile.InstanceReconciler;
import dev.foundryhosting.platform.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Has work done on the files of a user's server: one thing at a time, and none beside a run. */
public final class FileRequests {
  private final Instances instances;
  private final InstanceReconciler reconciler;
  private final RandomSource random;
  private final Clock clock;

  public FileRequests(
      Instances instances, InstanceReconciler reconciler, RandomSource random, Clock clock) {
    this.instances = instances;
    this.reconciler = reconciler;
    this.random = random;
    this.clock = clock;
  }

  /** From a server's record, and what no other request has, to the work. */
  interface Asked {
    FileWork work(Instance instance, String token);
  }

  /**
   * Records the work and begins it, unless the server runs: then it is begun when the run has
   * ended. Asked for again while it is open, it is the same work.
   *
   * @throws PlatformException {@code INSTANCE_NOT_FOUND}, {@code INVALID_STATE}, {@code CONFLICT},
   *     {@code DEPENDENCY_FAILED}: then it is recorded and begins by itself
   */
  Instance request(UserId user, Asked asked, Deadline deadline) {
    String token = Tokens.draw(random);
    Instance recorded =
        instances.update(
            instances.require(user),
            instance -> {
              FileWork work = asked.work(instance, token);
              String id = work.kind().label() + "-" + token;
              Instant now = clock.instant();
              return accepted(instance, FileJob.requested(id, user, work, now), now);
            });
    return recorded.run().isPresent()
        ? recorded
        : reconciler.reconcile(user, deadline).orThrow(recorded);
  }

  /**
   * The record with the job; the same record when it has that work already. Pure.
   *
   * @throws PlatformException {@code INVALID_STATE}
   */
  static Instance accepted(Instance instance, FileJob job, Instant now) {
    boolean rests = instance.run().isEmpty() && !instance.restarts();
    switch (instance.status()) {
      case CREATING -> throw notNow("The server is still being created.");
      case DESTROYING ->
          throw new PlatformException(ErrorCode.INVALID_STATE, "The server is being destroyed.");
      case CREATED, STARTING, RUNNING, STOPPING, STOPPED, FAILED -> {
        if (job.work().excludesRuns() && !rests) {
          throw new PlatformException(
              ErrorCode.INVALID_STATE, "The server runs. Stop it first, then change its files.");
        }
      }
    }
    Optional<FileWork> open = instance.openFileJob(now).map(FileJob::work);
    if (open.filter(work -> repeats(job.work(), work)).isPresent()) {
      return instance;
    }
    if (instance.openUpdate(now).isPresent()) {
      throw notNow("Foundry is being updated. Ask again when that is done.");
    }
    if (open.filter(work -> !replaces(job.work(), work)).isPresent()) {
      throw notNow("Other work on the files is under way. Ask again when it is done.");
    }
    return instance.requesting(job, now);
  }

  private static boolean replaces(FileWork work, FileWork open) {
    return open.doneBySavePoint()
        && (work.savePoint().isPresent() || open instanceof FileWork.Measure);
  }

  /** The ids of the save points that two requests would take differ. */
  private static boolean repeats(FileWork work, FileWork open) {
    return switch (work) {
      case FileWork.Save save ->
          open instanceof FileWork.Save other
              && other.order().reason() == save.order().reason()
              && other.order().note().equals(save.order().note());
      case FileWork.Restore restore ->
          open instanceof FileWork.Restore other
              && other.restoration().equals(restore.restoration());
      case FileWork.Import upload ->
          open instanceof FileWork.Import other
              && other.upload().equals(upload.upload())
              && other.replace().equals(upload.replace());
      default -> open.equals(work);
    };
  }

  private static PlatformException notNow(String why) {
    return PlatformException.notNow(ErrorCode.INVALID_STATE, why);
  }
}
