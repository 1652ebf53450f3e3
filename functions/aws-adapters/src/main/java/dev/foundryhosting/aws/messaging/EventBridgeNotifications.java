/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.messaging;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.aws.EventJson;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.event.Notifications;
import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.platform.ResourceNames;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;

/**
 * Events on the platform's EventBridge bus, as docs/events.md describes them.
 *
 * <p>Without a bus the events count as published, and the problem log says so once: otherwise they
 * would stay in the server's record for ever.
 */
@Singleton
public final class EventBridgeNotifications implements Notifications {
  /** The most that one {@code PutEvents} takes. */
  private static final int BATCH = 10;

  /** Failures that pass by themselves ("Handling failures with PutEvents" in the guide). */
  private static final Set<String> PASSING =
      Set.of("ThrottlingException", "InternalFailure", "InternalException");

  private final EventBridgeClient events;
  private final ProblemLog problems;
  private final AtomicBoolean missed = new AtomicBoolean();

  public EventBridgeNotifications(EventBridgeClient events, ProblemLog problems) {
    this.events = events;
    this.problems = problems;
  }

  @Override
  public void publish(List<DomainEvent> published) {
    List<PutEventsRequestEntry> entries =
        published.stream().map(EventBridgeNotifications::entry).toList();
    for (int from = 0; from < entries.size(); from += BATCH) {
      put(entries.subList(from, Math.min(from + BATCH, entries.size())));
    }
  }

  private void put(List<PutEventsRequestEntry> batch) {
    AwsCall.run(
        "publish events",
        () -> {
          try {
            PutEventsResponse answer = events.putEvents(p -> p.entries(batch));
            // A successful answer may still count refused entries.
            if (answer.failedEntryCount() != null && answer.failedEntryCount() > 0) {
              throw refused(answer);
            }
          } catch (ResourceNotFoundException e) {
            if (!missed.getAndSet(true)) {
              problems.trouble(
                  "There is no event bus '%s', so no event reaches any listener."
                      .formatted(ResourceNames.EVENT_BUS),
                  e);
            }
          }
        });
  }

  private static PlatformException refused(PutEventsResponse answer) {
    List<String> codes =
        answer.entries().stream()
            .map(PutEventsResultEntry::errorCode)
            .filter(Objects::nonNull)
            .distinct()
            .sorted()
            .toList();
    return PlatformException.dependency(
        "Could not publish %d of %d events: AWS answered %s."
            .formatted(
                answer.failedEntryCount(), answer.entries().size(), String.join(", ", codes)),
        PASSING.containsAll(codes));
  }

  private static PutEventsRequestEntry entry(DomainEvent event) {
    return PutEventsRequestEntry.builder()
        .eventBusName(ResourceNames.EVENT_BUS)
        .source(ResourceNames.EVENT_BUS)
        .detailType(event.name())
        .detail(EventJson.of(event).toString())
        .build();
  }
}
