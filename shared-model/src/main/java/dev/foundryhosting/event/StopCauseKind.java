package dev.foundryhosting.event;

import dev.foundryhosting.platform.Labelled;
import java.util.Locale;

/**
 * Why a run ends or ended, in the field's own words; {@code label()} is what is stored and shown.
 */
public enum StopCauseKind implements Labelled {
  // Somebody wanted it so.

  /** Its user stopped or destroyed it. */
  ASKED,
  /** An administrator stopped it. */
  ADMINISTRATOR,
  /** The session that it ran for was called off. */
  SESSION_CANCELLED,
  /** The owner of the licence took it back. */
  LICENSE_WITHDRAWN,

  // A rule ended it.

  /** Nobody played any more. */
  IDLE,
  /** Nobody ever came. */
  NEVER_JOINED,
  /** The session that it ran for was over. */
  SESSION_OVER,
  /** The session that it ran for failed. */
  SESSION_FAILED,
  /** A session is booked on its licence. */
  BOOKED,
  /** It ran for long, and nobody could see whether players were there. */
  UNSEEN,
  /** Its user's month is spent. */
  SPENDING_CAP,
  /** The platform is maintained. */
  MAINTENANCE,

  // It never came up, or stopped answering.

  /** It was not ready in time. */
  NOT_READY,
  /** It ran, and answered neither the load balancer nor us. */
  UNREADABLE,
  /** Its creation was interrupted for good. */
  CREATION_INTERRUPTED,

  // Its task ended although nobody wanted it to.

  /** AWS could not start its containers. */
  START_FAILED,
  /** Foundry's process or another one of the task's ended. */
  EXITED,
  /** It needed more memory than it has. */
  OUT_OF_MEMORY,
  /** The image could not be fetched. */
  IMAGE_PULL,
  /** Files, secrets, log or network could not be reached while it was prepared. */
  INITIALIZATION,
  /** AWS took the spare machine back that it ran on. */
  SPOT_INTERRUPTION,
  /** AWS retired or lost the machine that it ran on. */
  MACHINE_LOST,
  /** Somebody stopped its task past the platform. */
  STOPPED_OUTSIDE,
  /** ECS says nothing that is known here. */
  UNEXPECTED,

  /** Not known: of a record from before kinds were kept. */
  OTHER;

  /** Whether something went wrong; else it ended by somebody's wish or by a rule. */
  public boolean failure() {
    return switch (this) {
      case ASKED,
          ADMINISTRATOR,
          SESSION_CANCELLED,
          LICENSE_WITHDRAWN,
          IDLE,
          NEVER_JOINED,
          SESSION_OVER,
          SESSION_FAILED,
          BOOKED,
          UNSEEN,
          SPENDING_CAP,
          MAINTENANCE,
          OTHER ->
          false;
      case NOT_READY,
          UNREADABLE,
          CREATION_INTERRUPTED,
          START_FAILED,
          EXITED,
          OUT_OF_MEMORY,
          IMAGE_PULL,
          INITIALIZATION,
          SPOT_INTERRUPTION,
          MACHINE_LOST,
          STOPPED_OUTSIDE,
          UNEXPECTED ->
          true;
    };
  }

  /** The kind with a label. */
  public static StopCauseKind of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
