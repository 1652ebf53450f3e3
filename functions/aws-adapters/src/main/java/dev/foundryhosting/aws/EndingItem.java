package dev.foundryhosting.aws;

import dev.foundryhosting.event.EndingKind;
import dev.foundryhosting.instance.Ending;

/** How an ending is written within an instance's item, alone or as a part of a notice. */
final class EndingItem {
  private EndingItem() {}

  static void write(Ending ending, ItemWriter to) {
    to.text("kind", ending.kind().label()).text("why", ending.why());
  }

  static Ending read(ItemReader from) {
    return new Ending(kind(from), from.text("why"));
  }

  /** What was written before kinds were kept says only whether it was a failure. */
  private static EndingKind kind(ItemReader from) {
    if (from.has("kind")) {
      return EndingKind.of(from.text("kind"));
    }
    return from.has("failure") && from.flag("failure") ? EndingKind.UNEXPECTED : EndingKind.OTHER;
  }
}
