package dev.foundryhosting.session;

import dev.foundryhosting.platform.Labelled;

/** What a session is at. */
public enum SessionStatus implements Labelled {
  /** Booked. */
  SCHEDULED,
  /** Its server is being started. */
  PREPARING,
  /** Its server is ready, until the session's end. */
  ACTIVE,
  /** Over. */
  COMPLETED,
  /** Called off. */
  CANCELLED,
  /** It did not take place, or ended early. */
  FAILED;

  /** Whether it is still to come, or on: only then it has a reservation. */
  public boolean open() {
    return switch (this) {
      case SCHEDULED, PREPARING, ACTIVE -> true;
      case COMPLETED, CANCELLED, FAILED -> false;
    };
  }
}
