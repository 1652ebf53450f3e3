package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.platform.Variable;
import dev.foundryhosting.session.SessionOverviews;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Three items of three tables in one call. */
public final class DynamoSessionOverviews implements SessionOverviews {
  private final DynamoDbClient dynamo;
  private final String instances;
  private final String licenses;
  private final String sessions;

  public DynamoSessionOverviews(DynamoDbClient dynamo, Environment environment) {
    this.dynamo = dynamo;
    this.instances = environment.get(Variable.INSTANCE_TABLE_NAME);
    this.licenses = environment.get(Variable.LICENSE_POOL_TABLE_NAME);
    this.sessions = environment.get(Variable.SCHEDULED_SESSIONS_TABLE_NAME);
  }

  @Override
  public Overview overview(UserId user) {
    BatchRead.Place instance = new BatchRead.Place(instances, InstanceWrites.key(user));
    BatchRead.Place license =
        new BatchRead.Place(licenses, LicenseItem.key(LicenseId.ofOwner(user)));
    BatchRead.Place diary = new BatchRead.Place(sessions, SessionItem.diaryKey(user));
    BatchRead read = BatchRead.of(dynamo, "read the server's record", instance, license, diary);
    return new Overview(
        read.item(instance).map(InstanceItem::read),
        read.item(license).map(LicenseItem::read),
        SessionItem.readDiary(user, read.item(diary)));
  }
}
