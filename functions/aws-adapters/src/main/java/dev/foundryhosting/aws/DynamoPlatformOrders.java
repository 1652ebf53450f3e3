package dev.foundryhosting.aws;

import dev.foundryhosting.instance.Maintenance;
import dev.foundryhosting.instance.PlatformOrders;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.platform.Variable;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** The orders as one item each in the instances' table, under keys that no user's id can be. */
public final class DynamoPlatformOrders implements PlatformOrders {
  /** '#' occurs in no user id. */
  static final Map<String, AttributeValue> MAINTENANCE =
      Map.of(InstanceItem.USER_ID, ItemWriter.textValue("#maintenance"));

  private static final String REASON = "reason";
  private static final String BY = "orderedBy";
  private static final String SINCE = "orderedAt";

  private final DynamoDbClient dynamo;
  private final String table;

  public DynamoPlatformOrders(DynamoDbClient dynamo, Environment environment) {
    this.dynamo = dynamo;
    this.table = environment.get(Variable.INSTANCE_TABLE_NAME);
  }

  @Override
  public Optional<Maintenance> maintenance() {
    GetItemResponse response =
        AwsCall.of(
            "read the maintainers' orders",
            () -> dynamo.getItem(g -> g.tableName(table).key(MAINTENANCE).consistentRead(true)));
    return response.hasItem() ? Optional.of(read(response.item())) : Optional.empty();
  }

  @Override
  public Maintenance order(String reason, UserId by, Instant now) {
    Maintenance fresh = new Maintenance(reason, by, now);
    return read(
        AwsCall.of(
                "write the maintainers' orders",
                () ->
                    dynamo.updateItem(
                        u ->
                            u.tableName(table)
                                .key(MAINTENANCE)
                                .updateExpression(
                                    "SET #reason = :reason, #by = :by,"
                                        + " #since = if_not_exists(#since, :since)")
                                .expressionAttributeNames(
                                    Map.of("#reason", REASON, "#by", BY, "#since", SINCE))
                                .expressionAttributeValues(
                                    new ItemWriter()
                                        .text(":reason", fresh.reason())
                                        .text(":by", fresh.by().value())
                                        .time(":since", fresh.since())
                                        .item())
                                .returnValues(ReturnValue.ALL_NEW)))
            .attributes());
  }

  @Override
  public void lift() {
    AwsCall.run(
        "lift the maintainers' orders",
        () -> dynamo.deleteItem(d -> d.tableName(table).key(MAINTENANCE)));
  }

  static Maintenance read(Map<String, AttributeValue> attributes) {
    ItemReader item = new ItemReader(attributes);
    return new Maintenance(item.text(REASON), new UserId(item.text(BY)), item.time(SINCE));
  }
}
