/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.instance.Sizing;
import dev.foundryhosting.platform.ServerSize;

/**
 * The size of a server within an instance's item, and the size of its run. Items of an earlier
 * version have none: their servers were small. A size of a later version is read as the largest one
 * that this version knows, so that a roll-back leaves each server at least that.
 */
final class SizingItem {
  private SizingItem() {}

  static void write(Sizing sizing, ItemWriter to) {
    to.text("size", sizing.size().name()).text("exhausted", sizing.exhausted().map(Enum::name));
  }

  static Sizing read(ItemReader from) {
    return new Sizing(size(from), from.optionalConstant("exhausted", ServerSize.class));
  }

  /** Under the attribute {@code size}. */
  static ServerSize size(ItemReader from) {
    return from.has("size") ? from.constant("size", ServerSize.LARGE) : ServerSize.SMALL;
  }
}
