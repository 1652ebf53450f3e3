package dev.foundryhosting.instance;

import dev.foundryhosting.event.StopCauseKind;
import java.util.Objects;

/**
 * Why a run ends or ended, or an instance is removed.
 *
 * @param kind by which endings are counted
 * @param why a sentence for its user
 */
public record StopCause(StopCauseKind kind, String why) {
  public StopCause {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(why, "why");
  }

  /** Whether something went wrong; else it was stopped by a rule or by somebody. */
  public boolean failure() {
    return kind.failure();
  }
}
