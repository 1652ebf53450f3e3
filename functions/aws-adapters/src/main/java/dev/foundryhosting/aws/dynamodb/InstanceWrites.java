package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.platform.Variable;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The conditional writes of which the changes of an instance consist. Each asks for the item that
 * failed its condition, which saves reading it.
 */
final class InstanceWrites {
  /** Prefix of the keys of claims on subdomains; '#' occurs in no user id. */
  private static final String CLAIM_PREFIX = "subdomain#";

  /** Who owns a subdomain; only on claims. */
  private static final String OWNER_ID = "ownerId";

  // A user who comes back after a destroy begins at revision 1 again; the time of creation keeps
  // whoever still holds a record of before from writing over the new one.
  private static final String AS_READ = "#revision = :revision AND #createdAt = :createdAt";
  private static final Map<String, String> AS_READ_NAMES =
      Map.of("#revision", InstanceItem.REVISION, "#createdAt", InstanceItem.CREATED_AT);

  private static final ReturnValuesOnConditionCheckFailure OLD =
      ReturnValuesOnConditionCheckFailure.ALL_OLD;

  private final String instances;
  private final String licenses;
  private final String reservations;

  InstanceWrites(Environment environment) {
    this.instances = environment.get(Variable.INSTANCE_TABLE_NAME);
    this.licenses = environment.get(Variable.LICENSE_POOL_TABLE_NAME);
    this.reservations = environment.get(Variable.LICENSE_RESERVATIONS_TABLE_NAME);
  }

  static Map<String, AttributeValue> key(UserId user) {
    return Map.of(InstanceItem.USER_ID, ItemWriter.textValue(user.value()));
  }

  static Map<String, AttributeValue> claimKey(Subdomain subdomain) {
    return Map.of(InstanceItem.USER_ID, ItemWriter.textValue(CLAIM_PREFIX + subdomain));
  }

  /** Writes a record where there is none, or a tombstone. */
  TransactWriteItem first(Map<String, AttributeValue> item) {
    return TransactWriteItem.builder()
        .put(
            p ->
                p.tableName(instances)
                    .item(item)
                    .conditionExpression("attribute_not_exists(#userId) OR attribute_exists(#gone)")
                    .expressionAttributeNames(
                        Map.of("#userId", InstanceItem.USER_ID, "#gone", InstanceItem.GONE))
                    .returnValuesOnConditionCheckFailure(OLD))
        .build();
  }

  /** Writes a record over the one that was read. */
  TransactWriteItem next(Instance read, Map<String, AttributeValue> item) {
    return TransactWriteItem.builder()
        .put(
            p ->
                p.tableName(instances)
                    .item(item)
                    .conditionExpression(AS_READ)
                    .expressionAttributeNames(AS_READ_NAMES)
                    .expressionAttributeValues(asRead(read))
                    .returnValuesOnConditionCheckFailure(OLD))
        .build();
  }

  /** As {@link #next}, outside of a transaction. */
  PutItemRequest nextAlone(Instance read, Map<String, AttributeValue> item) {
    return PutItemRequest.builder()
        .tableName(instances)
        .item(item)
        .conditionExpression(AS_READ)
        .expressionAttributeNames(AS_READ_NAMES)
        .expressionAttributeValues(asRead(read))
        .returnValuesOnConditionCheckFailure(OLD)
        .build();
  }

  /** Removes the record that was read. */
  TransactWriteItem erase(Instance read) {
    return TransactWriteItem.builder()
        .delete(
            d ->
                d.tableName(instances)
                    .key(key(read.userId()))
                    .conditionExpression(AS_READ)
                    .expressionAttributeNames(AS_READ_NAMES)
                    .expressionAttributeValues(asRead(read))
                    .returnValuesOnConditionCheckFailure(OLD))
        .build();
  }

  /** Claims a subdomain that nobody owns, or the user. */
  TransactWriteItem claimName(Subdomain subdomain, UserId user) {
    return TransactWriteItem.builder()
        .put(
            p ->
                p.tableName(instances)
                    .item(
                        new ItemWriter()
                            .text(InstanceItem.USER_ID, CLAIM_PREFIX + subdomain)
                            .text(OWNER_ID, user.value())
                            .item())
                    .conditionExpression("attribute_not_exists(#userId) OR #ownerId = :ownerId")
                    .expressionAttributeNames(ownerNames())
                    .expressionAttributeValues(owner(user)))
        .build();
  }

  /** Gives a subdomain free that the user owns, or nobody. */
  TransactWriteItem freeName(Subdomain subdomain, UserId user) {
    return TransactWriteItem.builder()
        .delete(
            d ->
                d.tableName(instances)
                    .key(claimKey(subdomain))
                    .conditionExpression("attribute_not_exists(#userId) OR #ownerId = :ownerId")
                    .expressionAttributeNames(ownerNames())
                    .expressionAttributeValues(owner(user)))
        .build();
  }

  /** Writes a licence where there is none, or over the one that was read. */
  TransactWriteItem license(License license) {
    Map<String, AttributeValue> item =
        LicenseItem.write(license.written(license.revision() + 1), "registered");
    if (license.revision() == 0) {
      return TransactWriteItem.builder()
          .put(
              p ->
                  p.tableName(licenses)
                      .item(item)
                      .conditionExpression("attribute_not_exists(#licenseId)")
                      .expressionAttributeNames(Map.of("#licenseId", LicenseItem.LICENSE_ID)))
          .build();
    }
    return TransactWriteItem.builder().put(LicenseItem.over(licenses, license, item)).build();
  }

  /** Holds only while a session is booked. */
  TransactWriteItem stillBooked(Reservation booking) {
    return ReservationItem.stillBooked(reservations, booking);
  }

  /** Gives a licence to a run, unless another run holds it or it is not lent to the user. */
  TransactWriteItem occupy(LicenseId license, RunClaim claim) {
    return TransactWriteItem.builder()
        .update(
            u ->
                u.tableName(licenses)
                    .key(LicenseItem.key(license))
                    .updateExpression(
                        "SET #runId = :runId, #runUserId = :runUserId, #runSince = :runSince"
                            + " ADD #revision :one")
                    .conditionExpression(
                        "attribute_exists(#licenseId)"
                            + " AND (attribute_not_exists(#runId) OR #runId = :runId)"
                            + " AND (#ownerId = :runUserId OR #sharing IN (:shared, :stopping))")
                    .expressionAttributeNames(
                        Map.of(
                            "#licenseId", LicenseItem.LICENSE_ID,
                            "#ownerId", LicenseItem.OWNER_ID,
                            "#sharing", LicenseItem.SHARING,
                            "#runId", LicenseItem.RUN_ID,
                            "#runUserId", LicenseItem.RUN_USER_ID,
                            "#runSince", LicenseItem.RUN_SINCE,
                            "#revision", LicenseItem.REVISION))
                    .expressionAttributeValues(
                        new ItemWriter()
                            .text(":runId", claim.runId())
                            .text(":runUserId", claim.user().value())
                            .time(":runSince", claim.since())
                            .text(":shared", SharingState.SHARED.name())
                            .text(":stopping", SharingState.STOPPING.name())
                            .number(":one", 1)
                            .item())
                    .returnValuesOnConditionCheckFailure(OLD))
        .build();
  }

  private static Map<String, AttributeValue> asRead(Instance read) {
    return new ItemWriter()
        .number(":revision", read.revision())
        .time(":createdAt", read.profile().createdAt())
        .item();
  }

  private static Map<String, String> ownerNames() {
    return Map.of("#userId", InstanceItem.USER_ID, "#ownerId", OWNER_ID);
  }

  private static Map<String, AttributeValue> owner(UserId user) {
    return Map.of(":ownerId", ItemWriter.textValue(user.value()));
  }
}
