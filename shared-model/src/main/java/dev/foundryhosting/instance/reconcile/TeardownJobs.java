/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.files.FileJob;
import dev.foundryhosting.files.FileWork;
import dev.foundryhosting.files.SavePointOrder;
import dev.foundryhosting.instance.Desired;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Teardown;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The work on the files of a server that is removed, one job after the other: a last save point,
 * the end of the files, and the end of the save points: at once for a user who is to be erased,
 * else when they were kept for {@link #KEPT}. Each job's id follows from the teardown. Pure
 * functions.
 */
final class TeardownJobs {
  /** How long save points outlive the server. */
  static final Duration KEPT = Duration.ofDays(30);

  private TeardownJobs() {}

  /** The record with the job that comes next; the same record while there is none. */
  static Instance withNext(Instance instance, Instant now) {
    if (instance.desired() != Desired.DESTROYED || instance.run().isPresent()) {
      return instance;
    }
    boolean kept = instance.gone() && now.isBefore(keptUntil(instance));
    boolean files =
        instance
            .openFileJob(now)
            .filter(job -> job.work().excludesRuns() && !job.waiting())
            .filter(job -> !job.failed() && !job.silent(now))
            .isPresent();
    return kept || files
        ? instance
        : next(instance, now).map(job -> instance.with(job.waiting(now))).orElse(instance);
  }

  private static Optional<FileJob> next(Instance instance, Instant now) {
    FileJob wipe = wipe(instance);
    FileJob forget = forget(instance);
    if (present(instance, forget)) {
      return Optional.empty();
    }
    if (instance.gone()) {
      return Optional.of(forget);
    }
    boolean erase = instance.teardown().orElseThrow().erase();
    if (filesGone(instance)) {
      return Optional.of(forget).filter(any -> erase);
    }
    if (present(instance, wipe)) {
      return Optional.empty();
    }
    FileJob save = save(instance);
    boolean saves = !erase && !instance.creationEnded();
    boolean saved = present(instance, save) && instance.openFileJob(now).isEmpty();
    if (!saves || saved) {
      return Optional.of(wipe);
    }
    return Optional.of(save).filter(any -> !present(instance, save));
  }

  /** Whether nothing is left in the user's folder. */
  static boolean filesGone(Instance instance) {
    return !instance.everRun()
        || present(instance, forget(instance))
        || instance.fileJob().filter(job -> job.is(wipe(instance)) && job.done()).isPresent();
  }

  /** Whether no save point is left of a user who is to be erased. */
  static boolean forgotten(Instance instance) {
    return instance.fileJob().filter(job -> job.is(forget(instance)) && job.done()).isPresent();
  }

  /** Until when the save points of a server are kept of which only the tombstone is left. */
  static Instant keptUntil(Instance gone) {
    return gone.teardown().flatMap(Teardown::finishedAt).orElseThrow().plus(KEPT);
  }

  private static boolean present(Instance instance, FileJob job) {
    return instance.fileJob().filter(job::is).isPresent();
  }

  private static FileJob save(Instance i) {
    String of = Long.toString(requestedAt(i).toEpochMilli());
    SavePointOrder order =
        SavePointOrder.automatic(
            SavePointOrder.Reason.DESTROY, of, i.profile().exactVersion().value());
    return FileJob.save(i.userId(), order, requestedAt(i));
  }

  private static FileJob wipe(Instance i) {
    return FileJob.requested(
        "wipe-" + ofTeardown(i), i.userId(), new FileWork.Wipe(), requestedAt(i));
  }

  private static FileJob forget(Instance i) {
    return FileJob.requested(
        "forget-" + ofTeardown(i), i.userId(), new FileWork.Forget(), requestedAt(i));
  }

  /** Unlike that of any other teardown of the same user. */
  static String ofTeardown(Instance i) {
    return i.userId() + "-" + requestedAt(i).toEpochMilli();
  }

  private static Instant requestedAt(Instance i) {
    return i.teardown().orElseThrow().requestedAt();
  }
}
