package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.instance.AutoRestart;

/** How a comeback is written within an instance's item. */
final class AutoRestartItem {
  private AutoRestartItem() {}

  static void write(AutoRestart comeback, ItemWriter to) {
    to.text("endedRunId", comeback.endedRunId())
        .time("endedAt", comeback.endedAt())
        .map("ending", comeback.stopCause(), StopCauseItem::write)
        .text("runId", comeback.runId());
  }

  static AutoRestart read(ItemReader from) {
    return new AutoRestart(
        from.text("endedRunId"),
        from.time("endedAt"),
        from.map("ending", StopCauseItem::read),
        from.optionalText("runId"));
  }
}
