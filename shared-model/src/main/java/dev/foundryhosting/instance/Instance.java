package dev.foundryhosting.instance;

import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A user's server: what is desired, what was observed, and what was made for it so far. One
 * DynamoDB item.
 *
 * @param profile what it is from its creation on
 * @param desired what the reconciler brings it to
 * @param generation counts the changes of {@code desired}, so that a pass sees when it was
 *     overtaken
 * @param resources what was made for it
 * @param run its present run
 * @param everRun whether a task was ever asked for, so that there may be files
 * @param stopCause why its last run ended, or it is removed, where its user did not ask for that
 * @param progress the phases of the present or last motion
 * @param teardown how it is destroyed
 * @param autoRestart that it is started once more after its run ended badly, or was
 * @param settings how long its user wants it to be left running
 * @param reconcileStatus the reconciler's notes
 * @param outbox what happened to it and was not published yet, oldest first
 * @param updatedAt when the record was changed last
 * @param revision counts the writes of the record; 0 is a record that was never written
 */
public record Instance(
    Profile profile,
    Desired desired,
    long generation,
    Resources resources,
    Optional<Run> run,
    boolean everRun,
    Optional<StopCause> stopCause,
    Optional<Progress> progress,
    Optional<Teardown> teardown,
    Optional<AutoRestart> autoRestart,
    ShutdownSettings settings,
    ReconcileStatus reconcileStatus,
    List<DomainEvent> outbox,
    Instant updatedAt,
    long revision) {

  public Instance {
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(desired, "desired");
    Objects.requireNonNull(resources, "resources");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(stopCause, "ending");
    Objects.requireNonNull(progress, "progress");
    Objects.requireNonNull(teardown, "teardown");
    Objects.requireNonNull(autoRestart, "comeback");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(reconcileStatus, "upkeep");
    outbox = List.copyOf(outbox);
    Objects.requireNonNull(updatedAt, "updatedAt");
    if ((desired == Desired.DESTROYED) != teardown.isPresent()) {
      throw new IllegalArgumentException("an instance has a teardown when it is to be destroyed");
    }
    if (desired == Desired.RUNNING && run.isEmpty()) {
      throw new IllegalArgumentException("an instance that is to run has a run");
    }
  }

  /** An instance as it is asked for: nothing is made yet, and its maker works on it. */
  public static Instance requested(Profile profile, Lease lease) {
    return new Instance(
        profile,
        Desired.STOPPED,
        1,
        Resources.none(),
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ShutdownSettings.usual(),
        ReconcileStatus.dueAt(lease.until()).leasedTo(lease),
        List.of(),
        profile.createdAt(),
        0);
  }

  public UserId userId() {
    return profile.userId();
  }

  /** What others see of it. */
  public Status status() {
    return Status.of(this);
  }

  /** Why it is as it is, for its user to read; empty when all is well. */
  public Optional<String> statusReason() {
    return stopCause
        .map(e -> restarts() ? e.why() + " It is started again." : e.why())
        .or(reconcileStatus::lastError);
  }

  /** Whether it is to be started once more. */
  public boolean restarts() {
    return desired == Desired.STOPPED && autoRestart.filter(AutoRestart::pending).isPresent();
  }

  /** Whether it was destroyed and only its tombstone is left. */
  public boolean gone() {
    return teardown.flatMap(Teardown::finishedAt).isPresent();
  }

  /** Whether anything but the reconciler's own notes differs from an earlier reading. */
  public boolean movedSince(Instance earlier) {
    return !withoutNotes(this).equals(withoutNotes(earlier));
  }

  private static Instance withoutNotes(Instance instance) {
    return instance.with(ReconcileStatus.none()).touched(Instant.EPOCH).written(0);
  }

  /** The licence that its present run uses, else the one that its user brought along. */
  public Optional<LicenseId> license() {
    return run.map(Run::licenseId).or(profile::ownLicense);
  }

  /** The claim that its run has on its licence. */
  public Optional<RunClaim> claim() {
    return run.map(r -> new RunClaim(r.runId(), userId(), r.requestedAt()));
  }

  // What commands do to it.

  /** A run is asked for. */
  public Instance starting(Run asked, Instant now) {
    return changed(
        draft -> {
          draft.desire(Desired.RUNNING, now);
          draft.run = Optional.of(asked);
          draft.everRun = true;
          draft.stopCause = Optional.empty();
          draft.autoRestart = Optional.empty();
          draft.progress = Optional.of(Progress.begin(Phase.REQUESTED, now));
          draft.reconcileStatus = reconcileStatus.succeeded().checkAt(Optional.of(now));
        });
  }

  /** Its run is to end; why is kept where its user did not ask for it. */
  public Instance stopping(Optional<StopCause> why, Instant now) {
    return changed(
        draft -> {
          draft.desire(Desired.STOPPED, now);
          draft.stopCause = why;
          draft.autoRestart = Optional.empty();
          Phase phase = run.isPresent() ? Phase.DRAINING : Phase.STOPPED;
          draft.progress = progress.map(p -> p.in(phase, now));
          draft.reconcileStatus = reconcileStatus.checkAt(Optional.of(now));
        });
  }

  /** Everything of it is to go. */
  public Instance destroying(
      boolean keepLicense, boolean erase, Optional<StopCause> why, Instant now) {
    return changed(
        draft -> {
          draft.desire(Desired.DESTROYED, now);
          draft.stopCause = why.or(() -> stopCause);
          draft.autoRestart = Optional.empty();
          draft.progress = progress.map(p -> run.isPresent() ? p.in(Phase.DRAINING, now) : p);
          draft.teardown =
              teardown
                  .map(t -> t.widened(erase))
                  .or(() -> Optional.of(Teardown.requested(keepLicense, erase, now)));
          draft.reconcileStatus = reconcileStatus.checkAt(Optional.of(now));
        });
  }

  /** Its run serves a session from now on. */
  public Instance serving(Reservation reservation, Instant now) {
    return changed(
        draft -> {
          draft.run = run.map(r -> r.serving(reservation));
          draft.updatedAt = now;
        });
  }

  /** Its run will be ended. A notice that was given before stays when it comes sooner. */
  public Instance noticed(Notice notice, Instant now) {
    boolean sooner =
        run.flatMap(Run::notice).filter(n -> !n.stopAt().isAfter(notice.stopAt())).isPresent();
    if (run.isEmpty() || desired != Desired.RUNNING || sooner) {
      return this;
    }
    return changed(
        draft -> {
          draft.run = run.map(r -> r.noticed(Optional.of(notice)));
          draft.reconcileStatus = reconcileStatus.checkAt(Optional.of(now));
          draft.updatedAt = now;
        });
  }

  /** What was announced of its run's end holds no more. */
  public Instance withoutNotice(Instant now) {
    return run.flatMap(Run::notice).isEmpty()
        ? this
        : changed(
            draft -> {
              draft.run = run.map(r -> r.noticed(Optional.empty()));
              draft.updatedAt = now;
            });
  }

  /** Its run was looked at for players. */
  public Instance withActivity(PlayerActivity watch) {
    return changed(draft -> draft.run = run.map(r -> r.watched(watch)));
  }

  /** Its user chose how long it is left running. */
  public Instance withSettings(ShutdownSettings chosen, Instant now) {
    return changed(
        draft -> {
          draft.settings = chosen;
          draft.updatedAt = now;
        });
  }

  /** It is to be looked at from then on, unless it is to be sooner anyway. */
  public Instance dueFrom(Instant time) {
    boolean sooner = reconcileStatus.nextCheckAt().filter(at -> !at.isAfter(time)).isPresent();
    return sooner
        ? this
        : changed(draft -> draft.reconcileStatus = reconcileStatus.checkAt(Optional.of(time)));
  }

  /** The next start runs another version. */
  public Instance withVersion(FoundryVersion version, Instant now) {
    return changed(
        draft -> {
          draft.profile = profile.withVersion(version);
          draft.updatedAt = now;
        });
  }

  // What the reconciler learns of it.

  public Instance with(Resources more) {
    return changed(draft -> draft.resources = more);
  }

  public Instance with(Run other) {
    return changed(draft -> draft.run = Optional.of(other));
  }

  public Instance with(Teardown other) {
    return changed(draft -> draft.teardown = Optional.of(other));
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
    return changed(
        draft ->
            draft.progress =
                progress
                    .map(p -> p.in(phase, now))
                    .or(() -> Optional.of(Progress.begin(phase, now))));
  }

  public Instance withoutRun(Instant now) {
    return changed(
        draft -> {
          draft.run = Optional.empty();
          draft.progress = progress.map(p -> p.in(Phase.STOPPED, now));
        });
  }

  public Instance touched(Instant now) {
    return changed(draft -> draft.updatedAt = now);
  }

  /** The same record as it stands after a write. */
  public Instance written(long newRevision) {
    return changed(draft -> draft.revision = newRevision);
  }

  private Instance changed(Consumer<InstanceDraft> change) {
    InstanceDraft draft = new InstanceDraft(this);
    change.accept(draft);
    return draft.build();
  }
}
