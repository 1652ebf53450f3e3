/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.event.StopCauseKind;
import java.util.Objects;

/**
 * Why a run ends or ended, or an instance is removed.
 *
 * @param kind by which ended runs are counted
 * @param why a sentence for its user
 */
public record StopCause(StopCauseKind kind, String why) {
  public StopCause {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(why, "why");
  }

  /** Whether something went wrong; else a rule or a person stopped it. */
  public boolean failure() {
    return kind.failure();
  }
}
