/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.instance.port.TableRecords;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * {@link TableRecords} over the claims on subdomains. A process remembers which user has a name,
 * and asks again when that user's server has another one.
 */
@Singleton
public final class DynamoTableRecords implements TableRecords {
  private static final int NAMES_REMEMBERED = 2000;

  private final DynamoDbClient dynamo;
  private final InstanceTable instances;
  private final SessionTable sessions;
  private final Map<Subdomain, UserId> owners =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Subdomain, UserId> eldest) {
          return size() > NAMES_REMEMBERED;
        }
      };

  public DynamoTableRecords(DynamoDbClient dynamo, Environment environment) {
    this.dynamo = dynamo;
    this.instances = new InstanceTable(dynamo, environment);
    this.sessions = new SessionTable(dynamo, environment);
  }

  @Override
  public Optional<Found> find(Subdomain name) {
    Optional<Found> remembered = remembered(name).flatMap(owner -> read(name, owner));
    if (remembered.isPresent()) {
      return remembered;
    }
    Optional<UserId> owner =
        instances.find("look up the name", InstanceTable.claimKey(name)).map(InstanceTable::owner);
    remember(name, owner);
    return owner.flatMap(user -> read(name, user));
  }

  /** Empty when the user's server has another name, or is gone. */
  private Optional<Found> read(Subdomain name, UserId owner) {
    BatchRead.Place instance = instances.place(InstanceTable.key(owner));
    BatchRead.Place order = instances.place(MaintenanceItem.key());
    BatchRead.Place bookings = sessions.place(SessionItem.bookingsKey(owner));
    BatchRead read = BatchRead.of(dynamo, "read the server's record", instance, order, bookings);
    return read.item(instance)
        .map(InstanceItem::read)
        .filter(found -> isOf(name, found))
        .map(
            found ->
                new Found(
                    found,
                    SessionItem.readBookings(owner, read.item(bookings)),
                    read.item(order).map(MaintenanceItem::read)));
  }

  private static boolean isOf(Subdomain name, Instance instance) {
    return !instance.gone() && instance.profile().subdomain().equals(name);
  }

  private synchronized Optional<UserId> remembered(Subdomain name) {
    return Optional.ofNullable(owners.get(name));
  }

  private synchronized void remember(Subdomain name, Optional<UserId> owner) {
    owner.ifPresentOrElse(user -> owners.put(name, user), () -> owners.remove(name));
  }
}
