package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.StopCause;

/** How an ending is written within an instance's item, alone or as a part of a notice. */
final class StopCauseItem {
  private StopCauseItem() {}

  static void write(StopCause ending, ItemWriter to) {
    to.text("kind", ending.kind().label()).text("why", ending.why());
  }

  static StopCause read(ItemReader from) {
    return new StopCause(kind(from), from.text("why"));
  }

  /** What was written before kinds were kept says only whether it was a failure. */
  private static StopCauseKind kind(ItemReader from) {
    if (from.has("kind")) {
      return StopCauseKind.of(from.text("kind"));
    }
    return from.has("failure") && from.flag("failure")
        ? StopCauseKind.UNEXPECTED
        : StopCauseKind.OTHER;
  }
}
