/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.event.StopCauseKind;

/**
 * Why a run ends or ended, or an instance is removed.
 *
 * @param kind by which ended runs are counted
 * @param why a sentence for its user
 */
public record StopCause(StopCauseKind kind, String why) {
  /** Whether something went wrong; else a rule or a person stopped it. */
  public boolean failure() {
    return kind.failure();
  }
}
