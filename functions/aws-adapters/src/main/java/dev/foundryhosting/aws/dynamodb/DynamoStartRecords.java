package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.instance.port.StartRecords;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.platform.Variable;
import dev.foundryhosting.usage.MonthTotal;
import dev.foundryhosting.usage.UsageMonth;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What a start must know, in one call. */
public final class DynamoStartRecords implements StartRecords {
  private final DynamoDbClient dynamo;
  private final String instances;
  private final String sessions;
  private final String usage;

  public DynamoStartRecords(DynamoDbClient dynamo, Environment environment) {
    this.dynamo = dynamo;
    this.instances = environment.get(Variable.INSTANCE_TABLE_NAME);
    this.sessions = environment.get(Variable.SCHEDULED_SESSIONS_TABLE_NAME);
    this.usage = environment.get(Variable.USAGE_TABLE_NAME);
  }

  @Override
  public Found beforeStart(UserId user, UsageMonth month) {
    BatchRead.Place instance = new BatchRead.Place(instances, InstanceWrites.key(user));
    BatchRead.Place orders = new BatchRead.Place(instances, MaintenanceItem.maintenanceKey());
    BatchRead.Place diary = new BatchRead.Place(sessions, SessionItem.diaryKey(user));
    BatchRead.Place total =
        new BatchRead.Place(usage, UsageItem.totalKey(Optional.of(user), month));
    BatchRead read =
        BatchRead.of(dynamo, "read the server's record", instance, orders, diary, total);
    return new Found(
        read.item(instance).map(InstanceItem::read),
        SessionItem.readDiary(user, read.item(diary)),
        read.item(orders).map(MaintenanceItem::readMaintenance),
        read.item(total)
            .map(UsageItem::readTotal)
            .orElseGet(() -> MonthTotal.nothing(Optional.of(user), month)));
  }
}
