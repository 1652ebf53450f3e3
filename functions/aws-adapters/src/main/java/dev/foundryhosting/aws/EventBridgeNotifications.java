package dev.foundryhosting.aws;

import static java.util.stream.Collectors.joining;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.event.Notifications;
import dev.foundryhosting.platform.ResourceNames;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;

/** Events on the platform's EventBridge bus, as docs/events.md describes them. */
public final class EventBridgeNotifications implements Notifications {
  private static final Logger LOG = Logger.getLogger(EventBridgeNotifications.class);

  /** What one {@code PutEvents} takes. */
  private static final int BATCH = 10;

  /** "Handling failures with PutEvents" in the EventBridge guide: these pass by themselves. */
  private static final Set<String> PASSING =
      Set.of("ThrottlingException", "InternalFailure", "InternalException");

  private final EventBridgeClient events;

  public EventBridgeNotifications(EventBridgeClient events) {
    this.events = events;
  }

  @Override
  public void publish(List<DomainEvent> told) {
    List<PutEventsRequestEntry> entries =
        told.stream().map(EventBridgeNotifications::entry).toList();
    for (int from = 0; from < entries.size(); from += BATCH) {
      put(entries.subList(from, Math.min(from + BATCH, entries.size())));
    }
  }

  /** The answer is a success also when entries were refused; they are only counted in it. */
  private void put(List<PutEventsRequestEntry> batch) {
    PutEventsResponse answer = AwsCall.of("publish events", () -> putUnlessNobodyListens(batch));
    if (answer.failedEntryCount() != null && answer.failedEntryCount() > 0) {
      throw refused(answer);
    }
  }

  /**
   * Where no bus was made nobody listens, and a server must be able to live and go all the same.
   */
  private PutEventsResponse putUnlessNobodyListens(List<PutEventsRequestEntry> batch) {
    try {
      return events.putEvents(p -> p.entries(batch));
    } catch (ResourceNotFoundException e) {
      LOG.warnf(
          "There is no event bus %s: nobody is told of %d events.",
          ResourceNames.EVENT_BUS, batch.size());
      return PutEventsResponse.builder().failedEntryCount(0).build();
    }
  }

  private static PlatformException refused(PutEventsResponse answer) {
    List<String> codes =
        answer.entries().stream()
            .map(PutEventsResultEntry::errorCode)
            .filter(code -> code != null)
            .distinct()
            .toList();
    return PlatformException.dependency(
        "Could not publish %d of %d events: AWS answered %s."
            .formatted(
                answer.failedEntryCount(),
                answer.entries().size(),
                codes.stream().sorted().collect(joining(", "))),
        PASSING.containsAll(codes),
        null);
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
