/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session;

import dev.foundryhosting.platform.Labelled;

public enum SessionStatus implements Labelled {
  SCHEDULED,
  /** Its server starts. */
  PREPARING,
  /** Its server is ready, until the session's end. */
  ACTIVE,
  COMPLETED,
  CANCELLED,
  /** It did not take place, or ended early. */
  FAILED;

  /** Whether it is to come or under way; only then it has a reservation. */
  public boolean open() {
    return switch (this) {
      case SCHEDULED, PREPARING, ACTIVE -> true;
      case COMPLETED, CANCELLED, FAILED -> false;
    };
  }
}
