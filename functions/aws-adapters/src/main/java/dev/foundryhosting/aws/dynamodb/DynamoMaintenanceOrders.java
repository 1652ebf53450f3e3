/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.instance.MaintenanceOrder;
import dev.foundryhosting.instance.port.MaintenanceOrders;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The maintainers' order as an item of the instances' table. */
@Singleton
public final class DynamoMaintenanceOrders implements MaintenanceOrders {
  private final InstanceTable table;

  public DynamoMaintenanceOrders(DynamoDbClient dynamo, Environment environment) {
    this.table = new InstanceTable(dynamo, environment);
  }

  @Override
  public Optional<MaintenanceOrder> maintenance() {
    return table
        .find("read the maintainers' orders", MaintenanceItem.key())
        .map(MaintenanceItem::read);
  }

  @Override
  public MaintenanceOrder order(String reason, UserId by, Instant now) {
    return MaintenanceItem.read(
        table.updated(
            "write the maintainers' orders",
            MaintenanceItem.key(),
            MaintenanceItem.update(new MaintenanceOrder(reason, by, now))));
  }

  @Override
  public void lift() {
    var unused =
        table.write(
            "lift the maintainers' orders", table.delete(MaintenanceItem.key(), Expression.NONE));
  }
}
