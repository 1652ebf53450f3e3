/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;

/**
 * The sharing state that follows an owner's request; pure functions. A request that has taken
 * effect already is no error: its answer may have been lost.
 */
public final class SharingPolicy {
  private SharingPolicy() {}

  /** What an owner asks for. */
  public enum Operation {
    SHARE,
    /** Accept no new bookings; booked sessions take place. */
    UNSHARE,
    /** As {@link #UNSHARE}, but not for a licence that was taken back. */
    SCHEDULE_STOP,
    CANCEL_STOP,
    /** Take it back at once; the sessions that others booked fail. */
    WITHDRAW,
    /** Share it again, in whatever state it is. */
    REACTIVATE
  }

  /**
   * The next state.
   *
   * @param borrowed whether others have sessions booked on it
   * @throws PlatformException {@code INVALID_STATE} when there is none
   */
  public static SharingState decide(SharingState state, Operation operation, boolean borrowed) {
    SharingState afterBooked = borrowed ? SharingState.STOPPING : SharingState.PRIVATE;
    return switch (operation) {
      case SHARE, REACTIVATE -> SharingState.SHARED;
      case UNSHARE ->
          switch (state) {
            case SHARED, STOPPING -> afterBooked;
            case PRIVATE, WITHDRAWN -> state;
          };
      case SCHEDULE_STOP ->
          switch (state) {
            case SHARED, STOPPING -> afterBooked;
            case PRIVATE -> state;
            case WITHDRAWN ->
                throw refused("The licence is not lent, so there is no stop to schedule.");
          };
      case CANCEL_STOP ->
          switch (state) {
            case STOPPING, SHARED -> SharingState.SHARED;
            case PRIVATE, WITHDRAWN -> throw refused("No stop is scheduled.");
          };
      case WITHDRAW ->
          switch (state) {
            case SHARED, STOPPING, WITHDRAWN -> SharingState.WITHDRAWN;
            case PRIVATE -> throw refused("The licence is not lent, so it cannot be taken back.");
          };
    };
  }

  /**
   * The state after a session on the licence ended.
   *
   * @param borrowed whether others still have sessions booked on it
   */
  public static SharingState afterBookingEnded(SharingState state, boolean borrowed) {
    return state == SharingState.STOPPING && !borrowed ? SharingState.PRIVATE : state;
  }

  private static PlatformException refused(String why) {
    return new PlatformException(ErrorCode.INVALID_STATE, why);
  }
}
