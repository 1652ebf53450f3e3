package dev.foundryhosting.event;

import java.util.List;

/**
 * Port: the way out for events. They lie in the record whose change they tell until they were
 * published, so each is published at least once, and perhaps again after a death; whoever receives
 * them knows a repetition by {@link DomainEvent#eventId}.
 */
public interface Notifications {
  /**
   * Publishes events; in their order where the way out keeps one.
   *
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED} when not all of
   *     them were accepted; then all are published again later
   */
  void publish(List<DomainEvent> events);
}
