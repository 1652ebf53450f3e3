/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.instance.MaintenanceOrder;
import dev.foundryhosting.platform.UserId;

/** The item of a maintainers' order, in the instances' table. */
final class MaintenanceItem {
  private MaintenanceItem() {}

  /** '#' occurs in no user id. */
  static ItemWriter key() {
    return InstanceTable.key("#maintenance");
  }

  /** Writes an order; an order that is already there keeps its time. */
  static Expression update(MaintenanceOrder order) {
    return new Expression(
        "SET #reason = :reason, #orderedBy = :by,"
            + " #orderedAt = if_not_exists(#orderedAt, :since)",
        new ItemWriter()
            .text(":reason", order.reason())
            .text(":by", order.by().value())
            .time(":since", order.since()));
  }

  static MaintenanceOrder read(ItemReader item) {
    return new MaintenanceOrder(
        item.text("reason"), new UserId(item.text("orderedBy")), item.time("orderedAt"));
  }
}
