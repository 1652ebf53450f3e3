package dev.foundryhosting.aws;

import dev.foundryhosting.instance.Comeback;

/** How a comeback is written within an instance's item. */
final class ComebackItem {
  private ComebackItem() {}

  static void write(Comeback comeback, ItemWriter to) {
    to.text("endedRunId", comeback.endedRunId())
        .time("endedAt", comeback.endedAt())
        .map("ending", comeback.ending(), EndingItem::write)
        .text("runId", comeback.runId());
  }

  static Comeback read(ItemReader from) {
    return new Comeback(
        from.text("endedRunId"),
        from.time("endedAt"),
        from.map("ending", EndingItem::read),
        from.optionalText("runId"));
  }
}
