package dev.foundryhosting.aws.wiring;

import dev.foundryhosting.aws.messaging.EventBridgeNotifications;
import dev.foundryhosting.event.Notifications;
import dev.foundryhosting.instance.port.ProblemLog;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The way out for events; it needs no variable beyond the clients' own. */
class EventBeans {
  @Produces
  @Singleton
  Notifications notifications(AwsClients clients, ProblemLog journal) {
    return new EventBridgeNotifications(clients.eventBridge(), journal);
  }
}
