/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.event;

import java.util.List;

class InMemoryNotificationsTest extends NotificationsContract {
  private final InMemoryNotifications notifications = new InMemoryNotifications();

  @Override
  protected Notifications notifications() {
    return notifications;
  }

  @Override
  protected List<Arrived> arrived() {
    return notifications.published().stream().map(Arrived::of).toList();
  }

  @Override
  protected void breakDown() {
    notifications.breakDown(true);
  }
}
