package dev.foundryhosting.aws;

import dev.foundryhosting.event.Notifications;
import dev.foundryhosting.instance.Journal;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The way out for events; it needs no variable beyond the clients' own. */
class Events {
  @Produces
  @Singleton
  Notifications notifications(AwsClients clients, Journal journal) {
    return new EventBridgeNotifications(clients.eventBridge(), journal);
  }
}
