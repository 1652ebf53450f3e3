package dev.foundryhosting.aws;

import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.platform.Variable;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The conditional writes to licences, each of which counts the revision up. */
final class LicenseWrites {
  // A licence that is registered anew begins at revision 1 again; the time of creation keeps
  // whoever still holds the one of before from writing over it.
  private static final String AS_READ = "#revision = :revision AND #createdAt = :createdAt";
  private static final Map<String, String> AS_READ_NAMES =
      Map.of("#revision", LicenseItem.REVISION, "#createdAt", LicenseItem.CREATED_AT);

  private static final ReturnValuesOnConditionCheckFailure OLD =
      ReturnValuesOnConditionCheckFailure.ALL_OLD;

  private final String licenses;

  LicenseWrites(Environment environment) {
    this.licenses = environment.get(Variable.LICENSE_POOL_TABLE_NAME);
  }

  static Map<String, AttributeValue> key(LicenseId id) {
    return Map.of(LicenseItem.LICENSE_ID, ItemWriter.textValue(id.value()));
  }

  /** Writes a licence where there is none. */
  TransactWriteItem first(Map<String, AttributeValue> item) {
    return TransactWriteItem.builder()
        .put(
            p ->
                p.tableName(licenses)
                    .item(item)
                    .conditionExpression("attribute_not_exists(#licenseId)")
                    .expressionAttributeNames(Map.of("#licenseId", LicenseItem.LICENSE_ID)))
        .build();
  }

  /** Writes a licence over the one that was read. */
  TransactWriteItem next(License read, Map<String, AttributeValue> item) {
    return TransactWriteItem.builder()
        .put(
            p ->
                p.tableName(licenses)
                    .item(item)
                    .conditionExpression(AS_READ)
                    .expressionAttributeNames(AS_READ_NAMES)
                    .expressionAttributeValues(asRead(read))
                    .returnValuesOnConditionCheckFailure(OLD))
        .build();
  }

  /** As {@link #next}, outside of a transaction. */
  PutItemRequest nextAlone(License read, Map<String, AttributeValue> item) {
    return PutItemRequest.builder()
        .tableName(licenses)
        .item(item)
        .conditionExpression(AS_READ)
        .expressionAttributeNames(AS_READ_NAMES)
        .expressionAttributeValues(asRead(read))
        .returnValuesOnConditionCheckFailure(OLD)
        .build();
  }

  /** Removes the licence that was read, or finds it gone. */
  DeleteItemRequest remove(License read) {
    return DeleteItemRequest.builder()
        .tableName(licenses)
        .key(key(read.licenseId()))
        .conditionExpression("attribute_not_exists(#revision) OR (" + AS_READ + ")")
        .expressionAttributeNames(AS_READ_NAMES)
        .expressionAttributeValues(asRead(read))
        .build();
  }

  /** Gives a licence to a run, unless another run holds it. */
  TransactWriteItem occupy(LicenseId license, RunClaim claim) {
    return TransactWriteItem.builder()
        .update(
            u ->
                u.tableName(licenses)
                    .key(key(license))
                    .updateExpression(
                        "SET #runId = :runId, #runUserId = :runUserId, #runSince = :runSince"
                            + " ADD #revision :one")
                    .conditionExpression(
                        "attribute_exists(#licenseId)"
                            + " AND (attribute_not_exists(#runId) OR #runId = :runId)")
                    .expressionAttributeNames(
                        Map.of(
                            "#licenseId", LicenseItem.LICENSE_ID,
                            "#runId", LicenseItem.RUN_ID,
                            "#runUserId", LicenseItem.RUN_USER_ID,
                            "#runSince", LicenseItem.RUN_SINCE,
                            "#revision", LicenseItem.REVISION))
                    .expressionAttributeValues(
                        new ItemWriter()
                            .text(":runId", claim.runId())
                            .text(":runUserId", claim.user().value())
                            .time(":runSince", claim.since())
                            .number(":one", 1)
                            .item())
                    .returnValuesOnConditionCheckFailure(OLD))
        .build();
  }

  /**
   * Counts a booking, while nobody else booked since the licence was read and it still admits the
   * user ({@link License#admits}). Its run may change meanwhile.
   */
  TransactWriteItem book(License read, UserId user) {
    return TransactWriteItem.builder()
        .update(
            u ->
                u.tableName(licenses)
                    .key(key(read.licenseId()))
                    .updateExpression("ADD #bookingVersion :one, #revision :one")
                    .conditionExpression(
                        "#bookingVersion = :bookingVersion AND #createdAt = :createdAt"
                            + " AND (#sharing = :shared OR #ownerId = :user)"
                            + " AND attribute_exists(#secretArn)")
                    .expressionAttributeNames(
                        Map.of(
                            "#bookingVersion", LicenseItem.BOOKING_VERSION,
                            "#createdAt", LicenseItem.CREATED_AT,
                            "#sharing", LicenseItem.SHARING,
                            "#ownerId", LicenseItem.OWNER_ID,
                            "#secretArn", LicenseItem.SECRET_ARN,
                            "#revision", LicenseItem.REVISION))
                    .expressionAttributeValues(
                        new ItemWriter()
                            .number(":bookingVersion", read.bookingVersion())
                            .time(":createdAt", read.createdAt())
                            .text(":shared", SharingState.SHARED.name())
                            .text(":user", user.value())
                            .number(":one", 1)
                            .item()))
        .build();
  }

  private static Map<String, AttributeValue> asRead(License read) {
    return new ItemWriter()
        .number(":revision", read.revision())
        .time(":createdAt", read.createdAt())
        .item();
  }
}
