package dev.foundryhosting.aws.dynamodb;

import static java.util.stream.Collectors.toMap;

import dev.foundryhosting.license.Credentials;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.RecentUse;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * How a licence is written as a DynamoDB item. The claim of its run lies in three attributes of its
 * own, so that conditions can name them and an update can set them alone.
 */
final class LicenseItem {
  static final String LICENSE_ID = "licenseId";
  static final String OWNER_ID = "ownerId";
  static final String SHARING = "sharing";
  static final String BOOKING_VERSION = "bookingVersion";
  static final String CREATED_AT = "createdAt";
  static final String REVISION = "revision";

  /** Drawn for each write, so that its maker knows it again when AWS's answer was lost. */
  static final String WRITE_ID = "writeId";

  static final String HAS_ACCOUNT = "hasAccount";
  static final String HAS_LICENSE_KEY = "hasLicenseKey";
  static final String SECRET_ARN = "secretArn";
  static final String RUN_ID = "runId";
  static final String RUN_USER_ID = "runUserId";
  static final String RUN_SINCE = "runSince";

  /** Key of the pool index: only on licences that are lent. */
  static final String POOL_SHARD = "poolShard";

  /** One shard: it takes a pool of many thousands before a partition of DynamoDB is busy. */
  static final long ONLY_POOL_SHARD = 0;

  // Whoever registers anew after an erasure begins at revision 1 again.
  static final String AS_READ = "#revision = :revision AND #createdAt = :createdAt";
  private static final Map<String, String> AS_READ_NAMES =
      Map.of("#revision", REVISION, "#createdAt", CREATED_AT);

  private LicenseItem() {}

  static Map<String, AttributeValue> key(LicenseId id) {
    return Map.of(LICENSE_ID, ItemWriter.textValue(id.value()));
  }

  static Map<String, AttributeValue> write(License license, String writeId) {
    Credentials credentials = license.credentials();
    ItemWriter item =
        new ItemWriter()
            .text(WRITE_ID, writeId)
            .text(LICENSE_ID, license.licenseId().value())
            .text(OWNER_ID, license.ownerId().value())
            .flag(HAS_ACCOUNT, credentials.account())
            .flag(HAS_LICENSE_KEY, credentials.licenseKey())
            .text(SECRET_ARN, credentials.secretArn())
            .text(SHARING, license.sharing().name())
            .text(RUN_ID, license.run().map(RunClaim::runId))
            .text(RUN_USER_ID, license.run().map(claim -> claim.user().value()))
            .time(RUN_SINCE, license.run().map(RunClaim::since))
            .map("recentUse", license.recentUse().byDay(), LicenseItem::writeUse)
            .number(BOOKING_VERSION, license.bookingVersion())
            .time(CREATED_AT, license.createdAt())
            .number(REVISION, license.revision());
    if (license.sharing() == SharingState.SHARED) {
      item.number(POOL_SHARD, ONLY_POOL_SHARD);
    }
    return item.item();
  }

  static License read(Map<String, AttributeValue> attributes) {
    ItemReader item = new ItemReader(attributes);
    return new License(
        new LicenseId(item.text(LICENSE_ID)),
        new UserId(item.text(OWNER_ID)),
        new Credentials(
            item.flag(HAS_ACCOUNT), item.flag(HAS_LICENSE_KEY), item.optionalText(SECRET_ARN)),
        SharingState.valueOf(item.text(SHARING)),
        readClaim(item),
        new RecentUse(item.map("recentUse", LicenseItem::readUse)),
        item.number(BOOKING_VERSION),
        item.time(CREATED_AT),
        item.number(REVISION));
  }

  private static void writeUse(Map<LocalDate, Duration> byDay, ItemWriter to) {
    byDay.forEach((day, used) -> to.text(day.toString(), used.toString()));
  }

  private static Map<LocalDate, Duration> readUse(ItemReader from) {
    return from.names().stream()
        .collect(toMap(LocalDate::parse, day -> Duration.parse(from.text(day))));
  }

  private static Optional<RunClaim> readClaim(ItemReader item) {
    return item.has(RUN_ID)
        ? Optional.of(
            new RunClaim(
                item.text(RUN_ID), new UserId(item.text(RUN_USER_ID)), item.time(RUN_SINCE)))
        : Optional.empty();
  }

  /** Writes a licence over the one that was read. */
  static Put over(String table, License read, Map<String, AttributeValue> item) {
    return Put.builder()
        .tableName(table)
        .item(item)
        .conditionExpression(AS_READ)
        .expressionAttributeNames(AS_READ_NAMES)
        .expressionAttributeValues(asRead(read))
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }

  /** The values of {@link #AS_READ}. */
  static Map<String, AttributeValue> asRead(License read) {
    return new ItemWriter()
        .number(":revision", read.revision())
        .time(":createdAt", read.createdAt())
        .item();
  }
}
