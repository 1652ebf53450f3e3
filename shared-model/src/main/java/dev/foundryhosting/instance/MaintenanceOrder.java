/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;

/**
 * An order of the maintainers: nothing is started, and what runs is ended, until it is lifted.
 *
 * @param reason a sentence for everybody; 1 to 500 characters
 * @param by who ordered it, or gave the reason last
 */
public record MaintenanceOrder(String reason, UserId by, Instant since) {
  private static final int LONGEST_REASON = 500;

  public MaintenanceOrder {
    if (reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw PlatformException.invalid(
          "reason", "must have 1 to %d characters".formatted(LONGEST_REASON));
    }
  }

  /** For players, and for users who want to start. */
  public String sentence() {
    return "The platform is in maintenance: " + reason;
  }

  /** Why a run ends by it. */
  public StopCause stopCause() {
    return new StopCause(StopCauseKind.MAINTENANCE, sentence());
  }
}
