/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.files.FileInventories;
import dev.foundryhosting.files.FileInventory;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.OptimisticRetry;
import dev.foundryhosting.platform.UserId;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** {@link FileInventories} in the instances' table, one item a user. */
@Singleton
public final class DynamoFileInventories implements FileInventories {
  private final InstanceTable table;

  public DynamoFileInventories(DynamoDbClient dynamo, Environment environment) {
    this.table = new InstanceTable(dynamo, environment);
  }

  @Override
  public FileInventory of(UserId user) {
    return table
        .find("read the save points", FileInventoryItem.key(user))
        .map(FileInventoryItem::read)
        .orElseGet(FileInventory::empty);
  }

  @Override
  public FileInventory update(UserId user, UnaryOperator<FileInventory> change) {
    return OptimisticRetry.of("save points", () -> attempt(user, change));
  }

  private Optional<FileInventory> attempt(UserId user, UnaryOperator<FileInventory> change) {
    FileInventory read = of(user);
    FileInventory written = change.apply(read).written(read.revision() + 1);
    Expression asRead =
        read.revision() == 0 ? table.absent() : FileInventoryItem.hasRevision(read.revision());
    WriteResult result =
        table.write(
            "record the save points",
            table.putRecord(FileInventoryItem.item(user, written), asRead));
    return result.done() ? Optional.of(written) : Optional.empty();
  }

  @Override
  public void forget(UserId user) {
    var unused =
        table.write(
            "remove the save points", table.delete(FileInventoryItem.key(user), Expression.NONE));
  }
}
