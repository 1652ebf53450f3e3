/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.files.SavePointId;
import dev.foundryhosting.files.StorageUse;
import dev.foundryhosting.instance.FileSettings;
import dev.foundryhosting.instance.FoundryVersion;
import dev.foundryhosting.instance.GuardedUpdate;
import dev.foundryhosting.instance.StorageMeter;
import dev.foundryhosting.release.Build;
import java.time.LocalDate;
import java.util.Optional;

/** How a server's files are kept, metered and guarded: maps within an instance's item. */
final class FileSettingsItem {
  private FileSettingsItem() {}

  static void write(FileSettings files, ItemWriter to) {
    to.flag("saveAfterRuns", files.saveAfterRuns())
        .number("storageLimitGb", files.storageLimitGb());
  }

  static FileSettings read(ItemReader from) {
    return new FileSettings(from.flag("saveAfterRuns"), from.optionalInteger("storageLimitGb"));
  }

  static void writeMeter(StorageMeter meter, ItemWriter to) {
    to.number("filesBytes", meter.use().filesBytes())
        .number("savedBytes", meter.use().savedBytes())
        .time("measuredAt", meter.use().measuredAt())
        .text("nextDay", meter.nextDay().toString());
  }

  static StorageMeter meter(ItemReader from) {
    return new StorageMeter(
        new StorageUse(
            from.number("filesBytes"), from.number("savedBytes"), from.time("measuredAt")),
        LocalDate.parse(from.text("nextDay")));
  }

  static void writeUpdate(GuardedUpdate update, ItemWriter to) {
    to.map("to", update.to(), FileSettingsItem::writeTarget)
        .map("from", update.from(), FileSettingsItem::writeTarget)
        .text("savePoint", update.savePoint().value())
        .time("requestedAt", update.requestedAt())
        .text("stage", update.stage().name())
        .flag("starts", update.starts())
        .text("why", update.why());
  }

  /** Empty in a stage that another version stored: that version goes on with it. */
  static Optional<GuardedUpdate> update(ItemReader from) {
    return ItemReader.constantNamed(from.text("stage"), GuardedUpdate.Stage.class)
        .map(
            stage ->
                new GuardedUpdate(
                    from.map("to", FileSettingsItem::target),
                    from.map("from", FileSettingsItem::target),
                    new SavePointId(from.text("savePoint")),
                    from.time("requestedAt"),
                    stage,
                    from.flag("starts"),
                    from.optionalText("why")));
  }

  private static void writeTarget(GuardedUpdate.Target target, ItemWriter to) {
    to.text("version", target.version().value()).text("build", target.build().map(Build::toString));
  }

  private static GuardedUpdate.Target target(ItemReader from) {
    return new GuardedUpdate.Target(
        new FoundryVersion(from.text("version")), from.optionalText("build").flatMap(Build::find));
  }
}
