package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.platform.Variable;
import dev.foundryhosting.shutdown.OrphanCandidates;
import dev.foundryhosting.shutdown.TaskInventory.RunningTask;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/**
 * {@link OrphanCandidates} as one item of the instances' table, under a key that no user id can be.
 * It has none of the attributes by which instances are found or listed.
 */
public final class DynamoOrphanCandidates implements OrphanCandidates {
  /** '#' occurs in no user id. */
  private static final Map<String, AttributeValue> KEY =
      Map.of(InstanceItem.USER_ID, ItemWriter.textValue("strays#suspects"));

  private static final String TASKS = "tasks";
  private static final String WAYS = "ways";

  private final DynamoDbClient dynamo;
  private final String table;

  public DynamoOrphanCandidates(DynamoDbClient dynamo, Environment environment) {
    this.dynamo = dynamo;
    this.table = environment.get(Variable.INSTANCE_TABLE_NAME);
  }

  @Override
  public Known read() {
    GetItemResponse answer =
        AwsCall.of(
            "read what belongs to nobody",
            () -> dynamo.getItem(g -> g.tableName(table).key(KEY).consistentRead(true)));
    return answer.hasItem() ? read(new ItemReader(answer.item())) : Known.nothing();
  }

  @Override
  public boolean save(Known changed) {
    Map<String, AttributeValue> revision =
        new ItemWriter().number(":revision", changed.revision()).item();
    return AwsCall.of(
        "note what belongs to nobody",
        () -> {
          try {
            dynamo.putItem(
                p ->
                    p.tableName(table)
                        .item(write(changed))
                        .conditionExpression("attribute_not_exists(#key) OR #revision = :revision")
                        .expressionAttributeNames(
                            Map.of(
                                "#key", InstanceItem.USER_ID, "#revision", InstanceItem.REVISION))
                        .expressionAttributeValues(revision));
            return true;
          } catch (ConditionalCheckFailedException e) {
            return false;
          }
        });
  }

  private static Map<String, AttributeValue> write(Known known) {
    ItemWriter item = new ItemWriter();
    KEY.forEach((name, value) -> item.text(name, value.s()));
    return item.list(TASKS, known.tasks(), DynamoOrphanCandidates::writeTask)
        .list(WAYS, known.routes(), DynamoOrphanCandidates::writeWay)
        .number(InstanceItem.REVISION, known.revision() + 1)
        .item();
  }

  private static Known read(ItemReader item) {
    return new Known(
        item.list(TASKS, DynamoOrphanCandidates::readTask),
        item.list(WAYS, DynamoOrphanCandidates::readWay),
        item.number(InstanceItem.REVISION));
  }

  private static void writeTask(OrphanTask suspect, ItemWriter to) {
    RunningTask task = suspect.task();
    to.text("arn", task.taskArn())
        .text("user", task.user().value())
        .text("token", task.token())
        .number("cpuUnits", task.cpuUnits())
        .number("memoryMiB", task.memoryMiB())
        .time("since", suspect.since());
  }

  private static OrphanTask readTask(ItemReader from) {
    return new OrphanTask(
        new RunningTask(
            from.text("arn"),
            new UserId(from.text("user")),
            from.text("token"),
            Math.toIntExact(from.number("cpuUnits")),
            Math.toIntExact(from.number("memoryMiB"))),
        from.time("since"));
  }

  private static void writeWay(OrphanRoute suspect, ItemWriter to) {
    to.text("arn", suspect.targetGroupArn())
        .text("user", suspect.user().value())
        .time("since", suspect.since());
  }

  private static OrphanRoute readWay(ItemReader from) {
    return new OrphanRoute(from.text("arn"), new UserId(from.text("user")), from.time("since"));
  }
}
