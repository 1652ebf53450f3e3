package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.instance.MaintenanceOrder;
import dev.foundryhosting.instance.port.MaintenanceOrders;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.platform.Variable;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** The orders in the instances' table, one item each. */
public final class DynamoMaintenanceOrders implements MaintenanceOrders {
  private final DynamoDbClient dynamo;
  private final String table;

  public DynamoMaintenanceOrders(DynamoDbClient dynamo, Environment environment) {
    this.dynamo = dynamo;
    this.table = environment.get(Variable.INSTANCE_TABLE_NAME);
  }

  @Override
  public Optional<MaintenanceOrder> maintenance() {
    GetItemResponse response =
        AwsCall.of(
            "read the maintainers' orders",
            () ->
                dynamo.getItem(
                    g ->
                        g.tableName(table)
                            .key(MaintenanceItem.maintenanceKey())
                            .consistentRead(true)));
    return response.hasItem()
        ? Optional.of(MaintenanceItem.readMaintenance(response.item()))
        : Optional.empty();
  }

  @Override
  public MaintenanceOrder order(String reason, UserId by, Instant now) {
    MaintenanceOrder fresh = new MaintenanceOrder(reason, by, now);
    return MaintenanceItem.readMaintenance(
        AwsCall.of(
                "write the maintainers' orders",
                () ->
                    dynamo.updateItem(
                        u ->
                            u.tableName(table)
                                .key(MaintenanceItem.maintenanceKey())
                                .updateExpression(
                                    "SET #reason = :reason, #by = :by,"
                                        + " #since = if_not_exists(#since, :since)")
                                .expressionAttributeNames(
                                    Map.of(
                                        "#reason",
                                        MaintenanceItem.REASON,
                                        "#by",
                                        MaintenanceItem.BY,
                                        "#since",
                                        MaintenanceItem.SINCE))
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
        () -> dynamo.deleteItem(d -> d.tableName(table).key(MaintenanceItem.maintenanceKey())));
  }
}
