/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.event;

import dev.foundryhosting.error.PlatformException;
import java.util.ArrayList;
import java.util.List;

/** Keeps the published events for tests. */
public final class InMemoryNotifications implements Notifications {
  private final List<DomainEvent> published = new ArrayList<>();
  private boolean broken;

  @Override
  public synchronized void publish(List<DomainEvent> events) {
    if (broken) {
      throw PlatformException.dependency("Could not publish events.", true);
    }
    published.addAll(events);
  }

  /** All events in the order in which they were published, each as often as it was. */
  public synchronized List<DomainEvent> published() {
    return List.copyOf(published);
  }

  /** Forgets what was published. */
  public synchronized void clear() {
    published.clear();
  }

  /** From now on publishing fails, or works again. */
  public synchronized void breakDown(boolean now) {
    broken = now;
  }
}
