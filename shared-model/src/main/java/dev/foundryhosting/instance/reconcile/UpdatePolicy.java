/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.files.FileJob;
import dev.foundryhosting.files.Restoration;
import dev.foundryhosting.files.SavePointOrder;
import dev.foundryhosting.instance.Desired;
import dev.foundryhosting.instance.DomainEvents;
import dev.foundryhosting.instance.GuardedUpdate;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.PlayerActivity;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.StopCause;
import java.time.Instant;
import java.util.Optional;

/**
 * How a guarded update goes on (docs/decisions/ADR-025.md): a save point, a run of the new version,
 * and where its world does not open, the files and the version from before. Pure functions.
 */
final class UpdatePolicy {
  private static final StopCause NO_WORLD =
      new StopCause(
          StopCauseKind.UPDATE_FAILED, "A quarter of an hour after its start no world was open.");

  private UpdatePolicy() {}

  /** The record after the next step of its update; the same record while there is none. */
  static Instance withNext(Instance instance, Instant now) {
    Optional<GuardedUpdate> update =
        instance.update().filter(any -> instance.desired() != Desired.DESTROYED);
    if (update.isEmpty()) {
      return instance;
    }
    return switch (update.get().stage()) {
      case SAVING -> instance.run().isPresent() ? instance : saved(instance, update.get(), now);
      case TRYING ->
          instance.run().map(run -> tried(instance, update.get(), run, now)).orElse(instance);
      case RETURNING ->
          instance.run().isPresent() ? instance : returned(instance, update.get(), now);
      case RETURNED -> instance;
    };
  }

  private static Instance saved(Instance instance, GuardedUpdate update, Instant now) {
    Optional<FileJob> save = instance.fileJob().filter(job -> takes(job, update));
    if (save.filter(job -> job.open(now)).isPresent()) {
      return instance;
    }
    boolean safe = save.filter(job -> job.done() && !job.refused()).isPresent();
    if (safe) {
      return instance.running(update.to(), now).withUpdate(Optional.of(update.trying(now)));
    }
    String why =
        "No save point could be taken. "
            + save.flatMap(FileJob::result).orElse("Please try again.");
    return failed(instance, update.returning(why, now).returned(now).started(), now);
  }

  private static boolean takes(FileJob job, GuardedUpdate update) {
    return job.work().savePoint().filter(o -> o.id().equals(update.savePoint())).isPresent();
  }

  private static Instance tried(Instance instance, GuardedUpdate update, Run run, Instant now) {
    if (instance.desired() == Desired.STOPPED) {
      return instance
          .stopCause()
          .filter(StopCause::failure)
          .map(cause -> takenBack(instance, update, cause.why(), now))
          .orElse(instance);
    }
    if (works(run)) {
      return instance.withUpdate(Optional.empty());
    }
    return now.isBefore(run.requestedAt().plus(GuardedUpdate.GATE))
        ? instance
        : takenBack(instance.stopping(Optional.of(NO_WORLD), now), update, NO_WORLD.why(), now);
  }

  private static Instance takenBack(
      Instance instance, GuardedUpdate update, String why, Instant now) {
    return instance
        .withAutoRestart(Optional.empty())
        .withUpdate(Optional.of(update.returning(why, now)));
  }

  /** Where no world is chosen, an answer is enough. */
  private static boolean works(Run run) {
    PlayerActivity activity = run.activity();
    return run.readyAt().isPresent()
        && activity.players().isPresent()
        && (run.world().isEmpty() || activity.setup().isEmpty());
  }

  private static Instance returned(Instance instance, GuardedUpdate update, Instant now) {
    FileJob restore = restore(instance, update, now);
    Optional<FileJob> present = instance.fileJob().filter(restore::is);
    if (present.isEmpty()) {
      return instance.running(update.from(), now).requesting(restore, now);
    }
    return present.get().open(now) ? instance : failed(instance, update.returned(now), now);
  }

  private static FileJob restore(Instance instance, GuardedUpdate update, Instant now) {
    SavePointOrder before =
        SavePointOrder.automatic(
            SavePointOrder.Reason.RESTORE,
            update.savePoint().value(),
            instance.profile().exactVersion().value());
    Restoration everything = new Restoration(update.savePoint(), Optional.empty());
    return FileJob.restore(instance.userId(), before, everything, now);
  }

  private static Instance failed(Instance instance, GuardedUpdate over, Instant now) {
    return DomainEvents.withEvents(instance, instance.withUpdate(Optional.of(over)), now);
  }
}
