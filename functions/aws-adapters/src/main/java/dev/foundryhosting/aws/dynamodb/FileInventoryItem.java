/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.files.FileInventory;
import dev.foundryhosting.files.SavePoint;
import dev.foundryhosting.files.SavePointId;
import dev.foundryhosting.files.SavePointOrder;
import dev.foundryhosting.files.StorageUse;
import dev.foundryhosting.files.StoredWorld;
import dev.foundryhosting.platform.UserId;
import java.util.List;

/** What is known of a user's files: an item of its own. */
final class FileInventoryItem {
  private FileInventoryItem() {}

  /** '#' occurs in no user id. */
  static ItemWriter key(UserId user) {
    return InstanceTable.key("files#" + user);
  }

  static Expression hasRevision(long revision) {
    return new Expression("#revision = :revision", new ItemWriter().number(":revision", revision));
  }

  static ItemWriter item(UserId user, FileInventory inventory) {
    return key(user)
        .number("revision", inventory.revision())
        .list("savePoints", inventory.savePoints(), FileInventoryItem::writeSavePoint)
        .list("worlds", inventory.worlds(), FileInventoryItem::writeWorld)
        .map("storage", inventory.storage(), FileInventoryItem::writeStorage);
  }

  static FileInventory read(ItemReader from) {
    return new FileInventory(
        from.list("savePoints", FileInventoryItem::savePoint),
        from.list("worlds", FileInventoryItem::world),
        from.optionalMap("storage", FileInventoryItem::storage),
        from.number("revision"));
  }

  private static void writeSavePoint(SavePoint savePoint, ItemWriter to) {
    writeOrder(savePoint.order(), to);
    to.time("createdAt", savePoint.createdAt())
        .text("status", savePoint.status().name())
        .number("bytes", savePoint.bytes())
        .number("newBytes", savePoint.newBytes())
        .list("worlds", savePoint.worlds(), (world, each) -> each.text("world", world))
        .text("failure", savePoint.failure());
  }

  private static SavePoint savePoint(ItemReader from) {
    List<String> worlds = from.list("worlds", each -> each.text("world"));
    return new SavePoint(
        order(from),
        from.time("createdAt"),
        from.constant("status", SavePoint.Status.RUNNING),
        from.number("bytes"),
        from.number("newBytes"),
        worlds,
        from.optionalText("failure"));
  }

  /** The order of a save point, among the attributes of what is written for it. */
  static void writeOrder(SavePointOrder order, ItemWriter to) {
    to.text("savePointId", order.id().value())
        .text("reason", order.reason().name())
        .text("note", order.note())
        .text("foundryVersion", order.foundryVersion());
  }

  /**
   * As it was {@linkplain #writeOrder written}. A reason of another version is read as a run's end.
   */
  static SavePointOrder order(ItemReader from) {
    return new SavePointOrder(
        new SavePointId(from.text("savePointId")),
        from.constant("reason", SavePointOrder.Reason.RUN),
        from.optionalText("note"),
        from.text("foundryVersion"));
  }

  private static void writeWorld(StoredWorld world, ItemWriter to) {
    to.text("world", world.world())
        .text("title", world.title())
        .text("system", world.system())
        .number("generation", world.generation())
        .number("bytes", world.bytes())
        .time("lastPlayedAt", world.lastPlayedAt());
  }

  private static StoredWorld world(ItemReader from) {
    return new StoredWorld(
        from.text("world"),
        from.text("title"),
        from.optionalText("system"),
        from.optionalInteger("generation"),
        from.number("bytes"),
        from.optionalTime("lastPlayedAt"));
  }

  private static void writeStorage(StorageUse use, ItemWriter to) {
    to.number("filesBytes", use.filesBytes())
        .number("savedBytes", use.savedBytes())
        .time("measuredAt", use.measuredAt());
  }

  private static StorageUse storage(ItemReader from) {
    return new StorageUse(
        from.number("filesBytes"), from.number("savedBytes"), from.time("measuredAt"));
  }
}
