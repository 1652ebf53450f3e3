/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.event;

import java.util.List;

/**
 * Port: the event bus. An event stays in the outbox of its record until it is published, so it
 * arrives at least once; receivers tell repetitions by {@link DomainEvent#eventId}.
 */
public interface Notifications {
  /**
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED} unless the bus
   *     accepted all of them; the caller publishes all again later
   */
  void publish(List<DomainEvent> events);
}
