/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.files.FileJob;
import dev.foundryhosting.files.FileJobs;
import dev.foundryhosting.files.Restoration;
import dev.foundryhosting.files.SavePointId;
import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.platform.UserId;
import java.util.Optional;

/** A job on a user's files: an item of its own, and a map within an instance's item. */
final class FileJobItem {
  static final String JOB_ID = "jobId";
  static final String STATUS = "status";

  private FileJobItem() {}

  /** '#' occurs in no user id. */
  static ItemWriter key(UserId user) {
    return InstanceTable.key("file-job#" + user);
  }

  /** The item of a user's present job, which expires. */
  static ItemWriter item(FileJob job) {
    ItemWriter item = key(job.userId());
    write(job, item);
    return item.number("ttl", job.aliveAt().plus(FileJobs.KEPT).getEpochSecond());
  }

  static void write(FileJob job, ItemWriter to) {
    to.text(JOB_ID, job.id())
        .text("kind", job.kind().name())
        .text("jobUser", job.userId().value())
        .text("licenseId", job.licenseId().map(LicenseId::value))
        .map("savePoint", job.savePoint(), FileInventoryItem::writeOrder)
        .map("restoration", job.restoration(), FileJobItem::writeRestoration)
        .text(STATUS, job.status().name())
        .time("requestedAt", job.requestedAt())
        .time("aliveAt", job.aliveAt())
        .text("result", job.result());
  }

  /** Empty for a kind that another version stored: this one can neither do nor await it. */
  static Optional<FileJob> read(ItemReader from) {
    return ItemReader.constantNamed(from.text("kind"), FileJob.Kind.class)
        .map(
            kind ->
                new FileJob(
                    from.text(JOB_ID),
                    kind,
                    new UserId(from.text("jobUser")),
                    from.optionalText("licenseId").map(LicenseId::new),
                    from.optionalMap("savePoint", FileInventoryItem::order),
                    from.optionalMap("restoration", FileJobItem::restoration),
                    from.constant(STATUS, FileJob.Status.RUNNING),
                    from.time("requestedAt"),
                    from.time("aliveAt"),
                    from.optionalText("result")));
  }

  private static void writeRestoration(Restoration restoration, ItemWriter to) {
    to.text("from", restoration.from().value())
        .text("world", restoration.world().map(WorldName::value));
  }

  private static Restoration restoration(ItemReader from) {
    return new Restoration(
        new SavePointId(from.text("from")), from.optionalText("world").map(WorldName::new));
  }
}
