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
 * The events of a change of an instance; pure functions. The write of the change puts them into the
 * record, so that neither is without the other.
 */
public final class DomainEvents {
  /** The oldest unpublished events are dropped beyond this: an item must not grow without end. */
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
        .filter(announced -> !notice(before).equals(Optional.of(announced)))
        .ifPresent(
            announced ->
                events.add(
                    event(
                        after,
                        run.orElseThrow(),
                        "warning-" + announced.stopAt().getEpochSecond(),
                        now,
                        new ShutdownWarning(
                            subdomain,
                            announced.stopAt(),
                            announced.stopCause().why(),
                            announced.canKeepAlive()))));
    if (before.run().isPresent() && run.isEmpty()) {
      events.add(event(after, before.run().get(), "ended", now, ended(subdomain, after)));
    }
    if (before.restarts() && before.run().isEmpty() && !after.restarts()) {
      events.addAll(restartGivenUp(subdomain, before, after, now));
    }
    return events;
  }

  private static DomainEvent.Detail ended(String subdomain, Instance after) {
    boolean failed = after.stopCause().filter(StopCause::failure).isPresent();
    return failed
        ? new InstanceFailed(subdomain, after.statusReason().orElseThrow())
        : new InstanceStopped(subdomain, after.stopCause().map(StopCause::why));
  }

  /** Users who read that it is started again read that it is not, unless they stopped it. */
  private static List<DomainEvent> restartGivenUp(
      String subdomain, Instance before, Instance after, Instant now) {
    boolean failed =
        after.run().isEmpty() && after.stopCause().filter(StopCause::failure).isPresent();
    return before.autoRestart().filter(any -> failed && after.teardown().isEmpty()).stream()
        .map(
            restart ->
                DomainEvent.of(
                    restart.endedRunId() + "-given-up",
                    now,
                    after.userId(),
                    ended(subdomain, after)))
        .toList();
  }

  /** The id follows from the content, so that every writer gives the same event the same id. */
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
