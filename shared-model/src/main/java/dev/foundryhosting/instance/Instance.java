/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.files.FileJob;
import dev.foundryhosting.files.SavePointOrder;
import dev.foundryhosting.files.StorageUse;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.platform.UnknownFields;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.release.Build;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A user's server: what is desired, what was observed, and what was made for it so far. One
 * DynamoDB item.
 *
 * @param generation counts the changes of {@code desired}, so that a pass sees when another request
 *     overtook it
 * @param everRun whether it ever had a run, so that there may be files
 * @param world which world its next start opens
 * @param stopCause why its last run ended, or it is removed, unless its user asked for that
 * @param files how its files are kept
 * @param storage what its files take; empty until that was measured
 * @param update the guarded update of Foundry that is under way, or was taken back
 * @param fileJob the work on its files that is awaited, or was awaited last
 * @param access how players get in
 * @param autoRestart the pending restart after a run that ended badly, or the one that was made
 * @param outbox its unpublished events, oldest first
 * @param revision counts the writes of the record; 0 is a record that was never written
 * @param unknown what another version stored beside
 */
public record Instance(
    Profile profile,
    Desired desired,
    long generation,
    Resources resources,
    Optional<Run> run,
    boolean everRun,
    WorldChoice world,
    Optional<StopCause> stopCause,
    Optional<Progress> progress,
    Optional<Teardown> teardown,
    FileSettings files,
    Optional<StorageMeter> storage,
    Optional<GuardedUpdate> update,
    Optional<FileJob> fileJob,
    PlayerAccess access,
    Optional<AutoRestart> autoRestart,
    ShutdownSettings settings,
    Sizing sizing,
    ReconcileStatus reconcileStatus,
    List<DomainEvent> outbox,
    Instant updatedAt,
    long revision,
    UnknownFields unknown) {

  public Instance {
    outbox = List.copyOf(outbox);
    if ((desired == Desired.DESTROYED) != teardown.isPresent()) {
      throw new IllegalArgumentException("an instance has a teardown when it is to be destroyed");
    }
    if (desired == Desired.RUNNING && run.isEmpty()) {
      throw new IllegalArgumentException("an instance that is to run has a run");
    }
  }

  /** A new instance, whose maker holds the lease. */
  public static Instance requested(Profile profile, Lease lease) {
    InstanceDraft draft = new InstanceDraft(profile);
    draft.reconcileStatus = ReconcileStatus.none().leasedTo(lease);
    return draft.build();
  }

  public UserId userId() {
    return profile.userId();
  }

  /** Derived from what is desired and what was observed. */
  public Status status() {
    if (desired == Desired.DESTROYED) {
      // Nothing is left of it, and its user reads why.
      return gone() && creationEnded() ? Status.FAILED : Status.DESTROYING;
    }
    if (!resources.complete()) {
      return Status.CREATING;
    }
    if (desired == Desired.RUNNING) {
      return run.flatMap(Run::readyAt).isPresent() ? Status.RUNNING : Status.STARTING;
    }
    if (run.isPresent()) {
      return Status.STOPPING;
    }
    if (restarts()) {
      return Status.STARTING;
    }
    if (stopCause.filter(StopCause::failure).isPresent()) {
      return Status.FAILED;
    }
    return everRun ? Status.STOPPED : Status.CREATED;
  }

  /** Why it is in its status, for its user; empty when all is well. */
  public Optional<String> statusReason() {
    return update
        .flatMap(GuardedUpdate::outcome)
        .or(
            () ->
                stopCause.map(
                    cause -> restarts() ? cause.why() + " It is started again." : cause.why()))
        .or(reconcileStatus::lastError);
  }

  /** What its user has to do: first what keeps players out now. */
  public Optional<Attention> attention() {
    return run.filter(any -> status() == Status.RUNNING)
        .flatMap(Run::attention)
        .or(() -> sizing.proposed().map(larger -> Attention.LARGER_SIZE))
        .or(() -> storage.filter(files::nearLimit).map(near -> Attention.STORAGE))
        .filter(any -> desired != Desired.DESTROYED);
  }

  /** Whether a restart is pending. */
  public boolean restarts() {
    return desired == Desired.STOPPED && autoRestart.filter(AutoRestart::pending).isPresent();
  }

  /** Whether only its tombstone is left. */
  public boolean gone() {
    return teardown.flatMap(Teardown::finishedAt).isPresent();
  }

  /** Whether it is removed since it could not be created. */
  public boolean creationEnded() {
    return desired == Desired.DESTROYED
        && stopCause.filter(cause -> cause.kind().endsCreation()).isPresent();
  }

  /** Whether anything but its reconcile status differs from an earlier reading. */
  public boolean movedSince(Instance earlier) {
    return !withoutStatus(this).equals(withoutStatus(earlier));
  }

  private static Instance withoutStatus(Instance instance) {
    return instance.with(ReconcileStatus.none()).touched(Instant.EPOCH).written(0);
  }

  /** The claim that its run has on its licence. */
  public Optional<RunClaim> claim() {
    return run.map(r -> new RunClaim(r.runId(), userId(), r.requestedAt()));
  }

  /** The work on its files of which something is left to do. */
  public Optional<FileJob> openFileJob(Instant now) {
    return fileJob.filter(job -> job.open(now));
  }

  /** The guarded update of which something is left to do. */
  public Optional<GuardedUpdate> openUpdate(Instant now) {
    return update.filter(each -> each.open(now));
  }

  /** Whether its present run is the one with this id. */
  public boolean runs(String runId) {
    return run.filter(present -> present.runId().equals(runId)).isPresent();
  }

  // What commands change.

  public Instance starting(Run requested, Instant now) {
    return changed(
        draft -> {
          draft.desire(Desired.RUNNING, Optional.empty(), now);
          draft.run = Optional.of(requested.sized(sizing.size()).opening(world.next()));
          draft.everRun = true;
          draft.update = openUpdate(now).map(GuardedUpdate::started);
          draft.progress = Optional.of(Progress.begin(Phase.REQUESTED, now));
          draft.reconcileStatus = draft.reconcileStatus.succeeded();
        });
  }

  /**
   * Its run is to end.
   *
   * @param why empty when its user asked for it
   */
  public Instance stopping(Optional<StopCause> why, Instant now) {
    Phase phase = run.isPresent() ? Phase.DRAINING : Phase.STOPPED;
    return changed(
        draft -> {
          draft.desire(Desired.STOPPED, why, now);
          draft.update = update.map(GuardedUpdate::started);
          draft.progress = progress.map(p -> p.in(phase, now));
        });
  }

  /** All of it is to be removed. */
  public Instance destroying(
      boolean keepLicense, boolean erase, Optional<StopCause> why, Instant now) {
    return changed(
        draft -> {
          draft.desire(Desired.DESTROYED, why.or(() -> stopCause), now);
          draft.progress = progress.map(p -> run.isPresent() ? p.in(Phase.DRAINING, now) : p);
          draft.teardown =
              teardown
                  .map(t -> t.widened(erase))
                  .or(() -> Optional.of(Teardown.requested(keepLicense, erase, now)));
        });
  }

  public Instance serving(Reservation reservation, Instant now) {
    return changed(now, draft -> draft.run = run.map(r -> r.serving(reservation)));
  }

  /** Its run will be stopped. An earlier notice stays when its stop comes sooner. */
  public Instance noticed(Notice notice, Instant now) {
    boolean sooner =
        run.flatMap(Run::notice).filter(n -> !n.stopAt().isAfter(notice.stopAt())).isPresent();
    if (run.isEmpty() || desired != Desired.RUNNING || sooner) {
      return this;
    }
    return changed(
        now,
        draft -> {
          draft.run = run.map(r -> r.noticed(Optional.of(notice)));
          draft.reconcileStatus = reconcileStatus.checkAt(Optional.of(now));
        });
  }

  /** The announced stop of its run is withdrawn. */
  public Instance withoutNotice(Instant now) {
    return run.flatMap(Run::notice).isEmpty()
        ? this
        : changed(now, draft -> draft.run = run.map(r -> r.noticed(Optional.empty())));
  }

  public Instance withActivity(PlayerActivity activity) {
    return changed(draft -> draft.run = run.map(r -> r.withActivity(activity)));
  }

  /** Its user has something to do, or nothing. */
  public Instance withAttention(Optional<Attention> attention) {
    return changed(draft -> draft.run = run.map(r -> r.withAttention(attention)));
  }

  public Instance with(WorldChoice other) {
    return changed(draft -> draft.world = other);
  }

  public Instance withSettings(ShutdownSettings chosen, Instant now) {
    return changed(now, draft -> draft.settings = chosen);
  }

  public Instance withFiles(FileSettings chosen, Instant now) {
    return changed(now, draft -> draft.files = chosen);
  }

  /** Work on its files is to be done as soon as nothing runs. */
  public Instance requesting(FileJob job, Instant now) {
    return changed(
        now,
        draft -> {
          draft.fileJob = Optional.of(job.waiting(now));
          draft.everRun = everRun || job.work().excludesRuns();
          draft.reconcileStatus =
              run.isPresent() ? reconcileStatus : reconcileStatus.checkAt(Optional.of(now));
        });
  }

  /** It is due at a time, unless it is due sooner. */
  public Instance dueFrom(Instant time) {
    boolean sooner = reconcileStatus.nextCheckAt().filter(at -> !at.isAfter(time)).isPresent();
    return sooner
        ? this
        : changed(draft -> draft.reconcileStatus = reconcileStatus.checkAt(Optional.of(time)));
  }

  /** Players join by this code from now on. */
  public Instance withJoinCode(JoinCode.Hash code) {
    return changed(draft -> draft.access = access.by(code));
  }

  /** The next start runs this version, in this build where one is known. */
  public Instance running(GuardedUpdate.Target target, Instant now) {
    return changed(now, draft -> draft.profile = profile.with(target.version(), target.build()));
  }

  /** The build of its version that starts run from now on. */
  public Instance with(Build build) {
    return changed(draft -> draft.profile = profile.with(profile.version(), Optional.of(build)));
  }

  // What the reconciler learns.

  public Instance with(Sizing other) {
    return changed(draft -> draft.sizing = other);
  }

  public Instance with(Resources more) {
    return changed(draft -> draft.resources = more);
  }

  public Instance with(Run other) {
    return changed(draft -> draft.run = Optional.of(other));
  }

  /** Players can join its run. */
  public Instance ready(Instant now) {
    return changed(
        draft -> {
          draft.run = run.map(r -> r.ready(now));
          draft.access =
              run.map(r -> access.started(Duration.between(r.requestedAt(), now))).orElse(access);
        });
  }

  public Instance with(Teardown other) {
    return changed(draft -> draft.teardown = Optional.of(other));
  }

  public Instance with(FileJob other) {
    return changed(draft -> draft.fileJob = Optional.of(other));
  }

  /** What its files take was measured. */
  public Instance measured(StorageUse use) {
    StorageMeter meter =
        storage.map(known -> known.measured(use)).orElseGet(() -> StorageMeter.begun(use));
    return changed(draft -> draft.storage = Optional.of(meter));
  }

  public Instance withUpdate(Optional<GuardedUpdate> other) {
    return changed(draft -> draft.update = other);
  }

  /** What was seen of work on its files, unless other work took its place. */
  public Instance withSeen(FileJob job) {
    return fileJob.filter(job::is).isPresent() ? with(job) : this;
  }

  public Instance withAutoRestart(Optional<AutoRestart> other) {
    return changed(draft -> draft.autoRestart = other);
  }

  public Instance with(ReconcileStatus other) {
    return changed(draft -> draft.reconcileStatus = other);
  }

  public Instance withOutbox(List<DomainEvent> events) {
    return changed(draft -> draft.outbox = events);
  }

  public Instance in(Phase phase, Instant now) {
    Progress further = progress.map(p -> p.in(phase, now)).orElse(Progress.begin(phase, now));
    return changed(draft -> draft.progress = Optional.of(further));
  }

  public Instance withoutRun(Instant now) {
    return changed(
        draft -> {
          draft.sizing = run.map(ended -> sizing.after(ended, stopCause)).orElse(sizing);
          draft.run = Optional.empty();
          draft.fileJob = run.flatMap(ended -> fileJobAfter(ended, now)).or(() -> fileJob);
          draft.progress = progress.map(p -> p.in(Phase.STOPPED, now));
        });
  }

  /** What was put off while it ran is due, and a save point when players were there. */
  private Optional<FileJob> fileJobAfter(Run ended, Instant now) {
    Optional<FileJob> putOff = openFileJob(now);
    boolean played = files.saveAfterRuns() && ended.activity().everJoined();
    boolean replaced = putOff.map(job -> job.work().doneBySavePoint()).orElse(true);
    boolean unsaved = putOff.filter(job -> job.kind() == FileJob.Kind.SAVE).isPresent();
    if (replaced && (played || unsaved)) {
      SavePointOrder order =
          SavePointOrder.automatic(
              SavePointOrder.Reason.RUN, ended.runId(), profile.exactVersion().value());
      return Optional.of(FileJob.save(userId(), order, now).waiting(now));
    }
    return putOff.map(job -> job.waiting(now));
  }

  public Instance touched(Instant now) {
    return changed(now, draft -> {});
  }

  /** The same record after a write. */
  public Instance written(long newRevision) {
    return changed(draft -> draft.revision = newRevision);
  }

  private Instance changed(Instant now, Consumer<InstanceDraft> change) {
    return changed(
        draft -> {
          draft.updatedAt = now;
          change.accept(draft);
        });
  }

  private Instance changed(Consumer<InstanceDraft> change) {
    InstanceDraft draft = new InstanceDraft(this);
    change.accept(draft);
    return draft.build();
  }
}
