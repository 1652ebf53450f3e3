/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.instance.port.StartRecords;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.release.ReleaseCatalogue;
import dev.foundryhosting.usage.MonthTotal;
import dev.foundryhosting.usage.UsageMonth;
import jakarta.inject.Singleton;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** All that a start reads, in one call. */
@Singleton
public final class DynamoStartRecords implements StartRecords {
  private final DynamoDbClient dynamo;
  private final InstanceTable instances;
  private final SessionTable sessions;
  private final UsageTable usage;

  public DynamoStartRecords(DynamoDbClient dynamo, Environment environment) {
    this.dynamo = dynamo;
    this.instances = new InstanceTable(dynamo, environment);
    this.sessions = new SessionTable(dynamo, environment);
    this.usage = new UsageTable(dynamo, environment);
  }

  @Override
  public Found beforeStart(UserId user, UsageMonth month) {
    BatchRead.Place instance = instances.place(InstanceTable.key(user));
    BatchRead.Place order = instances.place(MaintenanceItem.key());
    BatchRead.Place bookings = sessions.place(SessionItem.bookingsKey(user));
    BatchRead.Place total = usage.place(UsageItem.totalKey(Optional.of(user), month));
    BatchRead.Place releases = instances.place(ReleasesItem.key());
    BatchRead read =
        BatchRead.of(
            dynamo, "read the server's record", instance, order, bookings, total, releases);
    return new Found(
        read.item(instance).map(InstanceItem::read),
        SessionItem.readBookings(user, read.item(bookings)),
        read.item(order).map(MaintenanceItem::read),
        read.item(total)
            .map(UsageItem::readTotal)
            .orElseGet(() -> MonthTotal.empty(Optional.of(user), month)),
        read.item(releases).map(ReleasesItem::read).orElse(ReleaseCatalogue.EMPTY));
  }
}
