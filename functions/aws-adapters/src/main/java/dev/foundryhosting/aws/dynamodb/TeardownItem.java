/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.instance.Finalizer;
import dev.foundryhosting.instance.FormerWipe;
import dev.foundryhosting.instance.Teardown;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** A teardown within an instance's item. */
final class TeardownItem {
  private TeardownItem() {}

  static void write(Teardown teardown, ItemWriter to) {
    to.flag("keepLicense", teardown.keepLicense())
        .flag("erase", teardown.erase())
        .time("requestedAt", teardown.requestedAt())
        // A map and not a set: DynamoDB has no empty sets.
        .map("done", teardown.done(), TeardownItem::writeDone)
        .map("wipe", teardown.formerWipe(), TeardownItem::writeWipe)
        .time("finishedAt", teardown.finishedAt());
  }

  static Teardown read(ItemReader from) {
    return new Teardown(
        from.flag("keepLicense"),
        from.flag("erase"),
        from.time("requestedAt"),
        from.map("done", TeardownItem::readDone),
        from.optionalMap("wipe", TeardownItem::readWipe),
        from.optionalTime("finishedAt"));
  }

  private static void writeDone(Set<Finalizer> done, ItemWriter to) {
    done.forEach(finalizer -> to.flag(finalizer.storedName(), true));
  }

  private static Set<Finalizer> readDone(ItemReader from) {
    return Arrays.stream(Finalizer.values())
        .filter(finalizer -> from.flagIfAny(finalizer.storedName()))
        .collect(Collectors.toSet());
  }

  private static void writeWipe(FormerWipe wipe, ItemWriter to) {
    to.text("wipeId", wipe.wipeId())
        .map("task", wipe.task(), TaskItem::write)
        .flag("booked", wipe.booked());
  }

  private static FormerWipe readWipe(ItemReader from) {
    return new FormerWipe(
        from.text("wipeId"), from.optionalMap("task", TaskItem::read), from.flagIfAny("booked"));
  }
}
