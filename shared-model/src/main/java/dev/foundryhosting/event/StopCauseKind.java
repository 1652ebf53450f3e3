/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.event;

import dev.foundryhosting.platform.Labelled;
import java.util.Arrays;
import java.util.Optional;

/** Why a run ends or ended. Records and the API hold {@link #label}. */
public enum StopCauseKind implements Labelled {
  // On request.

  /** Its user stopped or destroyed it. */
  ASKED,
  ADMINISTRATOR,
  /** The session that it ran for was cancelled. */
  SESSION_CANCELLED,
  /** The owner of the licence took it back. */
  LICENSE_WITHDRAWN,

  // By a rule.

  /** The last player left. */
  IDLE,
  /** No player ever came. */
  NEVER_JOINED,
  /** No world was open for long, and nothing showed that somebody sets the server up. */
  NO_WORLD,
  /** The session that it ran for was over. */
  SESSION_OVER,
  /** The session that it ran for failed. */
  SESSION_FAILED,
  /** A session is booked on its licence. */
  BOOKED,
  /** It ran for long without a readable player count. */
  UNSEEN,
  SPENDING_CAP,
  MAINTENANCE,

  // It never came up, or stopped answering.

  /** It was not ready in time. */
  NOT_READY(true),
  /** An update of Foundry did not work, and is taken back. */
  UPDATE_FAILED(true),
  /** It answered neither the load balancer nor the player count. */
  UNREADABLE(true),
  /** Its creation was interrupted for good. */
  CREATION_INTERRUPTED(true),
  /** A part of it could not be made, and never will be. */
  CREATION_FAILED(true),

  // Its task ended unasked.

  /** AWS could not start its containers. */
  START_FAILED(true),
  /** A process of the task ended, such as Foundry's. */
  EXITED(true),
  OUT_OF_MEMORY(true),
  /** ECS could not pull the image. */
  IMAGE_PULL(true),
  /** The release is not in the cache, and could not be downloaded. */
  RELEASE_MISSING(true),
  /** foundryvtt.com takes no more logins or downloads for now. */
  RATE_LIMITED(true),
  /** ECS could not reach files, secrets, log or network. */
  INITIALIZATION(true),
  SPOT_INTERRUPTION(true),
  /** AWS retired or lost the machine that it ran on. */
  MACHINE_LOST(true),
  /** Its task was stopped past the platform, in the console for example. */
  STOPPED_OUTSIDE(true),
  /** ECS gave no reason that is known here. */
  UNEXPECTED(true),

  /** Of a record that is older than these kinds. */
  OTHER;

  private final boolean failure;

  StopCauseKind() {
    this(false);
  }

  StopCauseKind(boolean failure) {
    this.failure = failure;
  }

  /** Whether the run failed; else it ended on request or by a rule. */
  public boolean failure() {
    return failure;
  }

  /** Whether a creation came to nothing, so that it is taken back. */
  public boolean endsCreation() {
    return this == CREATION_INTERRUPTED || this == CREATION_FAILED;
  }

  /** Empty for a label that only another version knows. */
  public static Optional<StopCauseKind> of(String label) {
    return Arrays.stream(values()).filter(kind -> kind.label().equals(label)).findFirst();
  }
}
