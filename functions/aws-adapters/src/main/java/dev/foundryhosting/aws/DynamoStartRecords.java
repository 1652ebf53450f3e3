package dev.foundryhosting.aws;

import dev.foundryhosting.instance.StartRecords;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.platform.Variable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What a start must know, in one call. */
public final class DynamoStartRecords implements StartRecords {
  private final DynamoDbClient dynamo;
  private final String instances;
  private final String sessions;

  public DynamoStartRecords(DynamoDbClient dynamo, Environment environment) {
    this.dynamo = dynamo;
    this.instances = environment.get(Variable.INSTANCE_TABLE_NAME);
    this.sessions = environment.get(Variable.SCHEDULED_SESSIONS_TABLE_NAME);
  }

  @Override
  public Found beforeStart(UserId user) {
    BatchRead.Place instance = new BatchRead.Place(instances, InstanceWrites.key(user));
    BatchRead.Place diary = new BatchRead.Place(sessions, SessionItem.diaryKey(user));
    BatchRead read = BatchRead.of(dynamo, "read the server's record", instance, diary);
    return new Found(
        read.item(instance).map(InstanceItem::read), SessionItem.readDiary(user, read.item(diary)));
  }
}
