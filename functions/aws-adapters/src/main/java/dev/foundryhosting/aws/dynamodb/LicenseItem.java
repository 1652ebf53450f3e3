/* SPDX-License-Identifier: Apache-2.0 */
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

/**
 * The item of a licence. The claim of its run has three attributes of its own, so that conditions
 * can name them and an update can set them alone.
 */
final class LicenseItem {
  static final String LICENSE_ID = "licenseId";
  private static final String OWNER_ID = "ownerId";
  private static final String SHARING = "sharing";
  private static final String BOOKING_VERSION = "bookingVersion";
  private static final String CREATED_AT = "createdAt";
  private static final String REVISION = "revision";

  private static final String HAS_ACCOUNT = "hasAccount";
  private static final String HAS_LICENSE_KEY = "hasLicenseKey";
  private static final String SECRET_ARN = "secretArn";
  private static final String RUN_ID = "runId";
  private static final String RUN_USER_ID = "runUserId";
  private static final String RUN_SINCE = "runSince";

  /** Key of the pool index: only on licences that are lent. */
  private static final String POOL_SHARD = "poolShard";

  /** One partition of DynamoDB serves a pool of many thousands. */
  static final long ONLY_POOL_SHARD = 0;

  private LicenseItem() {}

  static ItemWriter write(License license) {
    Credentials credentials = license.credentials();
    ItemWriter item =
        new ItemWriter()
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
    return item;
  }

  static License read(ItemReader item) {
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
}
