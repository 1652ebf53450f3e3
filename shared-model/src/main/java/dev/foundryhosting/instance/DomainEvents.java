package dev.foundryhosting.instance;

import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.event.DomainEvent.InstanceFailed;
import dev.foundryhosting.event.DomainEvent.InstanceReady;
import dev.foundryhosting.event.DomainEvent.InstanceStopped;
import dev.foundryhosting.event.DomainEvent.ShutdownWarning;
import dev.foundryhosting.license.Reservation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What there is to tell of a change of an instance; a pure function. The events go into the record
 * by the same write as the change, so that neither is without the other.
 */
public final class DomainEvents {
  /** What nobody fetched is given up from here on: an item must not grow without end. */
  private static final int KEPT = 50;

  private DomainEvents() {}

  /** The changed record with the events of the change in its outbox. */
  public static Instance withEvents(Instance before, Instance after, Instant now) {
    List<DomainEvent> events = between(before, after, now);
    if (events.isEmpty()) {
      return after;
    }
    List<DomainEvent> outbox = new ArrayList<>(after.outbox());
    outbox.addAll(events);
    return after.withOutbox(outbox.subList(Math.max(0, outbox.size() - KEPT), outbox.size()));
  }

  private static List<DomainEvent> between(Instance before, Instance after, Instant now) {
    List<DomainEvent> events = new ArrayList<>();
    String subdomain = after.profile().subdomain().value();
    Optional<Run> run = after.run();
    if (readyAt(before).isEmpty() && readyAt(after).isPresent()) {
      events.add(
          event(
              after,
              run.orElseThrow(),
              "ready",
              now,
              new InstanceReady(
                  subdomain,
                  Duration.between(run.get().requestedAt(), readyAt(after).get()),
                  run.flatMap(Run::booking).map(Reservation::sessionId))));
    }
    notice(after)
        .filter(given -> !notice(before).equals(Optional.of(given)))
        .ifPresent(
            given ->
                events.add(
                    event(
                        after,
                        run.orElseThrow(),
                        "warning-" + given.stopAt().getEpochSecond(),
                        now,
                        new ShutdownWarning(
                            subdomain,
                            given.stopAt(),
                            given.stopCause().why(),
                            given.canKeepAlive()))));
    if (before.run().isPresent() && run.isEmpty()) {
      events.add(event(after, before.run().get(), "ended", now, ended(subdomain, after)));
    }
    if (before.restarts() && before.run().isEmpty() && !after.restarts()) {
      events.addAll(notComingBack(subdomain, before, after, now));
    }
    return events;
  }

  private static DomainEvent.Detail ended(String subdomain, Instance after) {
    boolean failed = after.stopCause().filter(StopCause::failure).isPresent();
    return failed
        ? new InstanceFailed(subdomain, after.statusReason().orElseThrow())
        : new InstanceStopped(subdomain, after.stopCause().map(StopCause::why));
  }

  /** Whoever read that it is started again reads that it is not, unless it was stopped. */
  private static List<DomainEvent> notComingBack(
      String subdomain, Instance before, Instance after, Instant now) {
    boolean givenUp =
        after.run().isEmpty() && after.stopCause().filter(StopCause::failure).isPresent();
    return before.autoRestart().filter(any -> givenUp && after.teardown().isEmpty()).stream()
        .map(
            comeback ->
                DomainEvent.of(
                    comeback.endedRunId() + "-given-up",
                    now,
                    after.userId(),
                    ended(subdomain, after)))
        .toList();
  }

  /** Named by what it tells, so that it is the same whoever writes it. */
  private static DomainEvent event(
      Instance instance, Run run, String what, Instant now, DomainEvent.Detail detail) {
    return DomainEvent.of(run.runId() + "-" + what, now, instance.userId(), detail);
  }

  private static Optional<Instant> readyAt(Instance instance) {
    return instance.run().flatMap(Run::readyAt);
  }

  private static Optional<Notice> notice(Instance instance) {
    return instance.run().flatMap(Run::notice);
  }
}
