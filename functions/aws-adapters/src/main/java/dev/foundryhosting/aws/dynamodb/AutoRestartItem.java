/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.instance.AutoRestart;

/** The automatic restart within an instance's item. */
final class AutoRestartItem {
  private AutoRestartItem() {}

  static void write(AutoRestart restart, ItemWriter to) {
    to.text("endedRunId", restart.endedRunId())
        .time("endedAt", restart.endedAt())
        .map("ending", restart.stopCause(), StopCauseItem::write)
        .text("runId", restart.runId());
  }

  static AutoRestart read(ItemReader from) {
    return new AutoRestart(
        from.text("endedRunId"),
        from.time("endedAt"),
        from.map("ending", StopCauseItem::read),
        from.optionalText("runId"));
  }
}
