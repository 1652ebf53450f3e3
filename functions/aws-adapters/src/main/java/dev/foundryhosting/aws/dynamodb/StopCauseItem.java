/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.StopCause;
import java.util.Optional;

/** A stop cause within an instance's item, alone or as a part of a notice. */
final class StopCauseItem {
  private StopCauseItem() {}

  static void write(StopCause cause, ItemWriter to) {
    to.text("kind", cause.kind().label()).text("why", cause.why());
  }

  static StopCause read(ItemReader from) {
    return new StopCause(kind(from), from.text("why"));
  }

  /** Records from before kinds say only whether it was a failure. */
  private static StopCauseKind kind(ItemReader from) {
    if (from.has("kind")) {
      return kind(from, "kind", from.text("kind"));
    }
    return from.flagIfAny("failure") ? StopCauseKind.UNEXPECTED : StopCauseKind.OTHER;
  }

  /** The kind under an attribute; one that only another version knows counts as no failure. */
  static StopCauseKind kind(ItemReader from, String attribute, String label) {
    Optional<StopCauseKind> known = StopCauseKind.of(label);
    if (known.isEmpty()) {
      from.replace(attribute, Optional.of(ItemWriter.textValue(StopCauseKind.OTHER.label())));
    }
    return known.orElse(StopCauseKind.OTHER);
  }
}
