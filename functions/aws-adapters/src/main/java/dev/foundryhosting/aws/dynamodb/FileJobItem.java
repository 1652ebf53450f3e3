/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.files.FileJob;
import dev.foundryhosting.files.FileJobs;
import dev.foundryhosting.files.FileWork;
import dev.foundryhosting.files.ImportId;
import dev.foundryhosting.files.Restoration;
import dev.foundryhosting.files.SavePointId;
import dev.foundryhosting.files.SavePointOrder;
import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.platform.UserId;
import java.util.Optional;

/** A job on a user's files: an item of its own, and a map within an instance's item. */
final class FileJobItem {
  static final String JOB_ID = "jobId";
  static final String STATUS = "status";
  private static final String KIND = "kind";
  private static final String LICENSE = "licenseId";
  private static final String SAVE_POINT = "savePoint";

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
    to.text(JOB_ID, job.id()).text(KIND, job.kind().name()).text("jobUser", job.userId().value());
    writeWork(job.work(), to);
    to.text(STATUS, job.status().name())
        .time("requestedAt", job.requestedAt())
        .time("aliveAt", job.aliveAt())
        .map("progress", job.progress(), FileJobItem::writeProgress)
        .text("result", job.result());
  }

  /** Empty for a kind that another version stored: this one can neither do nor await it. */
  static Optional<FileJob> read(ItemReader from) {
    return ItemReader.constantNamed(from.text(KIND), FileJob.Kind.class)
        .map(
            kind ->
                new FileJob(
                    from.text(JOB_ID),
                    new UserId(from.text("jobUser")),
                    work(kind, from),
                    from.constant(STATUS, FileJob.Status.RUNNING),
                    from.time("requestedAt"),
                    from.time("aliveAt"),
                    from.optionalMap("progress", FileJobItem::progress),
                    from.optionalText("result")));
  }

  private static void writeWork(FileWork work, ItemWriter to) {
    switch (work) {
      case FileWork.LicenseIn(LicenseId license) -> to.text(LICENSE, license.value());
      case FileWork.LicenseOut(LicenseId license) -> to.text(LICENSE, license.value());
      case FileWork.LicenseRemove(LicenseId license) -> to.text(LICENSE, license.value());
      case FileWork.Save(SavePointOrder order) ->
          to.map(SAVE_POINT, order, FileInventoryItem::writeOrder);
      case FileWork.Restore(SavePointOrder before, Restoration restoration) ->
          to.map(SAVE_POINT, before, FileInventoryItem::writeOrder)
              .map("restoration", restoration, FileJobItem::writeRestoration);
      case FileWork.Export(WorldName world, Optional<SavePointId> from) ->
          to.text("world", world.value()).text("from", from.map(SavePointId::value));
      case FileWork.Import(SavePointOrder before, ImportId upload, Optional<WorldName> replace) ->
          to.map(SAVE_POINT, before, FileInventoryItem::writeOrder)
              .text("importId", upload.value())
              .text("replace", replace.map(WorldName::value));
      case FileWork.Wipe() -> {}
      case FileWork.Measure() -> {}
      case FileWork.Forget() -> {}
    }
  }

  private static FileWork work(FileJob.Kind kind, ItemReader from) {
    return switch (kind) {
      case LICENSE_IN -> new FileWork.LicenseIn(license(from));
      case LICENSE_OUT -> new FileWork.LicenseOut(license(from));
      case LICENSE_REMOVE -> new FileWork.LicenseRemove(license(from));
      case WIPE -> new FileWork.Wipe();
      case SAVE -> new FileWork.Save(order(from));
      case RESTORE ->
          new FileWork.Restore(order(from), from.map("restoration", FileJobItem::restoration));
      case EXPORT ->
          new FileWork.Export(
              new WorldName(from.text("world")), from.optionalText("from").map(SavePointId::new));
      case IMPORT ->
          new FileWork.Import(
              order(from),
              new ImportId(from.text("importId")),
              from.optionalText("replace").map(WorldName::new));
      case MEASURE -> new FileWork.Measure();
      case FORGET -> new FileWork.Forget();
    };
  }

  private static LicenseId license(ItemReader from) {
    return new LicenseId(from.text(LICENSE));
  }

  private static SavePointOrder order(ItemReader from) {
    return from.map(SAVE_POINT, FileInventoryItem::order);
  }

  private static void writeRestoration(Restoration restoration, ItemWriter to) {
    to.text("from", restoration.from().value())
        .text("world", restoration.world().map(WorldName::value));
  }

  private static Restoration restoration(ItemReader from) {
    return new Restoration(
        new SavePointId(from.text("from")), from.optionalText("world").map(WorldName::new));
  }

  private static void writeProgress(FileJob.Progress progress, ItemWriter to) {
    to.number("done", progress.done())
        .number("of", progress.of())
        .number("bytes", progress.bytes());
  }

  private static FileJob.Progress progress(ItemReader from) {
    return new FileJob.Progress(from.integer("done"), from.integer("of"), from.number("bytes"));
  }
}
