/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.port.SessionOverviews;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Three items of three tables in one call. */
@Singleton
public final class DynamoSessionOverviews implements SessionOverviews {
  private final DynamoDbClient dynamo;
  private final InstanceTable instances;
  private final LicenseTable licenses;
  private final SessionTable sessions;

  public DynamoSessionOverviews(DynamoDbClient dynamo, Environment environment) {
    this.dynamo = dynamo;
    this.instances = new InstanceTable(dynamo, environment);
    this.licenses = new LicenseTable(dynamo, environment);
    this.sessions = new SessionTable(dynamo, environment);
  }

  @Override
  public Overview overview(UserId user) {
    BatchRead.Place instance = instances.place(InstanceTable.key(user));
    BatchRead.Place license = licenses.place(LicenseTable.key(LicenseId.ofOwner(user)));
    BatchRead.Place bookings = sessions.place(SessionItem.bookingsKey(user));
    BatchRead read = BatchRead.of(dynamo, "read the server's record", instance, license, bookings);
    return new Overview(
        read.item(instance).map(InstanceItem::read),
        read.item(license).map(LicenseItem::read),
        SessionItem.readBookings(user, read.item(bookings)));
  }
}
