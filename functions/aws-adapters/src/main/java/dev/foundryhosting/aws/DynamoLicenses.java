package dev.foundryhosting.aws;

import dev.foundryhosting.license.Credentials;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The licences in their DynamoDB table. Every write counts the revision up. */
public final class DynamoLicenses implements Licenses {
  private final DynamoDbClient dynamo;
  private final String table;

  public DynamoLicenses(DynamoDbClient dynamo, Environment environment) {
    this.dynamo = dynamo;
    this.table = environment.get(Variable.LICENSE_POOL_TABLE_NAME);
  }

  static Map<String, AttributeValue> key(LicenseId id) {
    return Map.of(LicenseItem.LICENSE_ID, ItemWriter.textValue(id.value()));
  }

  @Override
  public Optional<License> find(LicenseId id) {
    GetItemResponse response =
        AwsCall.of(
            "read the licence",
            () -> dynamo.getItem(g -> g.tableName(table).key(key(id)).consistentRead(true)));
    return response.hasItem() ? Optional.of(LicenseItem.read(response.item())) : Optional.empty();
  }

  @Override
  public void release(LicenseId id, String runId) {
    updateIf(
        "give the licence back",
        UpdateItemRequest.builder()
            .tableName(table)
            .key(key(id))
            .updateExpression("REMOVE #runId, #runUserId, #runSince ADD #revision :one")
            .conditionExpression("#runId = :runId")
            .expressionAttributeNames(
                Map.of(
                    "#runId", LicenseItem.RUN_ID,
                    "#runUserId", LicenseItem.RUN_USER_ID,
                    "#runSince", LicenseItem.RUN_SINCE,
                    "#revision", LicenseItem.REVISION))
            .expressionAttributeValues(
                new ItemWriter().text(":runId", runId).number(":one", 1).item())
            .build());
  }

  @Override
  public void recordCredentials(LicenseId id, Credentials credentials) {
    String change =
        credentials.secretArn().isPresent()
            ? "SET #account = :account, #key = :key, #secretArn = :secretArn ADD #revision :one"
            : "SET #account = :account, #key = :key REMOVE #secretArn ADD #revision :one";
    updateIf(
        "record the licence's credentials",
        UpdateItemRequest.builder()
            .tableName(table)
            .key(key(id))
            .updateExpression(change)
            .conditionExpression("attribute_exists(#licenseId)")
            .expressionAttributeNames(
                Map.of(
                    "#licenseId", LicenseItem.LICENSE_ID,
                    "#account", LicenseItem.HAS_ACCOUNT,
                    "#key", LicenseItem.HAS_LICENSE_KEY,
                    "#secretArn", LicenseItem.SECRET_ARN,
                    "#revision", LicenseItem.REVISION))
            .expressionAttributeValues(
                new ItemWriter()
                    .flag(":account", credentials.account())
                    .flag(":key", credentials.licenseKey())
                    .text(":secretArn", credentials.secretArn())
                    .number(":one", 1)
                    .item())
            .build());
  }

  @Override
  public void remove(LicenseId id) {
    DynamoWrites.repeated(
        "remove the licence", () -> dynamo.deleteItem(d -> d.tableName(table).key(key(id))));
  }

  /** Changes a licence; where its condition does not hold there is nothing to change. */
  private void updateIf(String doing, UpdateItemRequest update) {
    DynamoWrites.repeated(
        doing,
        () -> {
          try {
            return Optional.of(dynamo.updateItem(update));
          } catch (ConditionalCheckFailedException e) {
            return Optional.empty();
          }
        });
  }
}
