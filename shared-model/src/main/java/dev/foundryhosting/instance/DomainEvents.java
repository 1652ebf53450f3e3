/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.event.DomainEvent.InstanceFailed;
import dev.foundryhosting.event.DomainEvent.InstanceProgressed;
import dev.foundryhosting.event.DomainEvent.InstanceReady;
import dev.foundryhosting.event.DomainEvent.InstanceStopped;
import dev.foundryhosting.event.DomainEvent.PhaseBegun;
import dev.foundryhosting.event.DomainEvent.ShutdownWarning;
import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.platform.ServerSize;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The events of a change of an instance; pure. The write of the change puts them into the record,
 * so that neither is without the other.
 */
public final class DomainEvents {
  /** The oldest unpublished events are dropped beyond this: an item must not grow without end. */
  private static final int KEPT = 50;

  private final Instance after;
  private final Instant now;
  private final List<DomainEvent> outbox;

  private DomainEvents(Instance after, Instant now) {
    this.after = after;
    this.now = now;
    this.outbox = new ArrayList<>(after.outbox());
  }

  /** The changed record with the events of the change in its outbox. */
  public static Instance withEvents(Instance before, Instance after, Instant now) {
    DomainEvents events = new DomainEvents(after, now);
    events.addThoseSince(before);
    return events.outbox.size() == after.outbox().size() ? after : events.written();
  }

  /**
   * The record with {@link InstanceProgressed} in its outbox, when people see something else of it
   * than the last such event said. So the next pass publishes a change once, also one that a
   * command or the sweep made. Nothing follows {@code UserErased}.
   */
  public static Instance withProgress(Instance instance, Instant now) {
    if (instance.gone() || erased(instance) || shows(instance)) {
      return instance;
    }
    InstanceProgressed progressed = progressed(instance);
    DomainEvents events = new DomainEvents(instance, now);
    // Each write has a revision of its own, and a server that is made anew another beginning.
    long made = instance.profile().createdAt().getEpochSecond();
    String id = "%s-progressed-%d-%d".formatted(instance.userId(), made, instance.revision());
    events.add(id, progressed);
    return events.written().with(instance.reconcileStatus().showing(text(progressed)));
  }

  /**
   * Whether people see something else of it than the last event said. Without such an event there
   * is no hurry: an earlier version wrote the record.
   */
  public static boolean hasProgressed(Instance instance) {
    return instance.reconcileStatus().shown().isPresent() && !shows(instance);
  }

  private static boolean shows(Instance instance) {
    return instance.reconcileStatus().shown().equals(Optional.of(text(progressed(instance))));
  }

  private static InstanceProgressed progressed(Instance instance) {
    return new InstanceProgressed(
        instance.profile().subdomain().value(),
        removed(instance) ? "destroyed" : instance.status().label(),
        instance
            .progress()
            .map(Progress::current)
            .map(step -> new PhaseBegun(step.phase().label(), step.since())),
        instance.attention().map(Attention::label));
  }

  private static String text(InstanceProgressed progressed) {
    return String.join(
        "/",
        progressed.status(),
        progressed.progress().map(PhaseBegun::phase).orElse(""),
        progressed.attention().orElse(""));
  }

  private Instance written() {
    return after.withOutbox(outbox.subList(Math.max(0, outbox.size() - KEPT), outbox.size()));
  }

  private void addThoseSince(Instance before) {
    String subdomain = after.profile().subdomain().value();
    Optional<Run> earlier = before.run();
    after.run().ifPresent(run -> addThoseOf(run, earlier, subdomain));
    if (earlier.isPresent() && after.run().isEmpty() && !refused(earlier.get())) {
      add(earlier.get().runId() + "-ended", ended(subdomain));
    }
    if (after.creationEnded() && before.desired() != Desired.DESTROYED) {
      // No run has an id here; a user has one creation at a time.
      add(after.profile().createdAt().toEpochMilli() + "-not-created", ended(subdomain));
    }
    if (erased(after) && !erased(before)) {
      outbox.add(DomainEvent.erased(after.userId(), after.teardown().orElseThrow().requestedAt()));
    }
    after
        .update()
        .filter(update -> update.stage() == GuardedUpdate.Stage.RETURNED)
        .filter(update -> before.update().filter(u -> u.stage() == update.stage()).isEmpty())
        .ifPresent(
            update ->
                add(
                    update.savePoint() + "-taken-back",
                    new InstanceFailed(
                        subdomain, update.outcome().orElseThrow(), Optional.empty())));
    // Users who read that it is started again read that it is not, unless they stopped it.
    boolean givenUp = before.restarts() && !after.restarts() && failed();
    if (givenUp && earlier.isEmpty() && after.run().isEmpty() && after.teardown().isEmpty()) {
      add(before.autoRestart().orElseThrow().endedRunId() + "-given-up", ended(subdomain));
    }
  }

  private void addThoseOf(Run run, Optional<Run> earlier, String subdomain) {
    if (run.readyAt().isPresent() && earlier.flatMap(Run::readyAt).isEmpty()) {
      Duration startedIn = Duration.between(run.requestedAt(), run.readyAt().get());
      Optional<Reservation> session = run.booking();
      add(
          run.runId() + "-ready",
          new InstanceReady(subdomain, startedIn, session.map(Reservation::sessionId)));
    }
    if (run.notice().isPresent() && !earlier.flatMap(Run::notice).equals(run.notice())) {
      Notice notice = run.notice().get();
      String why = notice.stopCause().why();
      add(
          run.runId() + "-warning-" + notice.stopAt().getEpochSecond(),
          new ShutdownWarning(subdomain, notice.stopAt(), why, notice.canKeepAlive()));
    }
  }

  /** The id follows from the content: every writer gives the same event the same id. */
  private void add(String id, DomainEvent.Detail detail) {
    outbox.add(DomainEvent.of(id, now, after.userId(), detail));
  }

  private DomainEvent.Detail ended(String subdomain) {
    return failed()
        ? new InstanceFailed(subdomain, after.statusReason().orElseThrow(), largerSize())
        : new InstanceStopped(subdomain, after.stopCause().map(StopCause::why));
  }

  private Optional<ServerSize> largerSize() {
    return after
        .stopCause()
        .filter(why -> why.kind() == StopCauseKind.OUT_OF_MEMORY)
        .flatMap(why -> after.sizing().proposed());
  }

  /**
   * A start that its first pass refused is answered to its caller. A restart has no caller, and
   * after a failed pass the caller counts on a start that goes on.
   */
  private boolean refused(Run run) {
    boolean restart =
        after.autoRestart().flatMap(AutoRestart::runId).equals(Optional.of(run.runId()));
    return !restart
        && !run.taskRequested()
        && after.reconcileStatus().failures() == 0
        && after.stopCause().filter(why -> why.kind() == StopCauseKind.START_FAILED).isPresent();
  }

  /** Whether nothing of a user is left but the record. */
  private static boolean erased(Instance instance) {
    return instance.teardown().filter(Teardown::erase).isPresent() && removed(instance);
  }

  /** Whether nothing of a server is left but the record. */
  private static boolean removed(Instance instance) {
    return instance
        .teardown()
        .filter(t -> t.has(Finalizer.SECRET) && (!t.erase() || t.has(Finalizer.SESSION_HISTORY)))
        .isPresent();
  }

  private boolean failed() {
    return after.stopCause().filter(StopCause::failure).isPresent();
  }
}
