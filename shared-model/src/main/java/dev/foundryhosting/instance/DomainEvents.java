/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.event.DomainEvent.InstanceFailed;
import dev.foundryhosting.event.DomainEvent.InstanceReady;
import dev.foundryhosting.event.DomainEvent.InstanceStopped;
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
    List<DomainEvent> all = events.outbox;
    return all.size() == after.outbox().size()
        ? after
        : after.withOutbox(all.subList(Math.max(0, all.size() - KEPT), all.size()));
  }

  private void addThoseSince(Instance before) {
    String subdomain = after.profile().subdomain().value();
    Optional<Run> earlier = before.run();
    after.run().ifPresent(run -> addThoseOf(run, earlier, subdomain));
    if (earlier.isPresent() && after.run().isEmpty() && !refused(earlier.get())) {
      add(earlier.get().runId() + "-ended", ended(subdomain));
    }
    if (erased(after) && !erased(before)) {
      outbox.add(DomainEvent.erased(after.userId(), after.teardown().orElseThrow().requestedAt()));
    }
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
    return instance
        .teardown()
        .filter(Teardown::erase)
        .filter(t -> t.has(Finalizer.SECRET) && t.has(Finalizer.SESSION_HISTORY))
        .isPresent();
  }

  private boolean failed() {
    return after.stopCause().filter(StopCause::failure).isPresent();
  }
}
