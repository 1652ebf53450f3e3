package dev.foundryhosting.license;

/** What an owner may do with the lending of a licence, and what comes of it; a pure function. */
public final class SharingPolicy {
  private SharingPolicy() {}

  /** What an owner asks for. */
  public enum Operation {
    /** Lend it. */
    SHARE,
    /** Do not lend it any more; what is booked takes place. */
    UNSHARE,
    /** As {@link #UNSHARE}, for a licence that is lent. */
    SCHEDULE_STOP,
    /** Lend it on after all. */
    CANCEL_STOP,
    /** Take it back at once; what others booked does not take place. */
    WITHDRAW,
    /** Lend it again, whatever was before. */
    REACTIVATE
  }

  /** What comes of it. */
  public sealed interface Decision {
    /** It is, or stays, in this state. */
    record Becomes(SharingState state) implements Decision {}

    /** It cannot be done in its state. */
    record Refused(String why) implements Decision {}
  }

  /**
   * @param borrowed whether others have sessions booked on it
   */
  public static Decision decide(SharingState state, Operation operation, boolean borrowed) {
    SharingState afterBooked = borrowed ? SharingState.STOPPING : SharingState.PRIVATE;
    return switch (operation) {
      case SHARE, REACTIVATE -> becomes(SharingState.SHARED);
      case UNSHARE ->
          becomes(
              switch (state) {
                case SHARED, STOPPING -> afterBooked;
                case PRIVATE, WITHDRAWN -> state;
              });
      case SCHEDULE_STOP ->
          switch (state) {
            case SHARED, STOPPING -> becomes(afterBooked);
            case PRIVATE, WITHDRAWN ->
                refused("The licence is not lent, so there is no stop to schedule.");
          };
      case CANCEL_STOP ->
          switch (state) {
            case STOPPING -> becomes(SharingState.SHARED);
            case PRIVATE, SHARED, WITHDRAWN -> refused("No stop is scheduled.");
          };
      case WITHDRAW ->
          switch (state) {
            case SHARED, STOPPING, WITHDRAWN -> becomes(SharingState.WITHDRAWN);
            case PRIVATE -> refused("The licence is not lent, so it cannot be taken back.");
          };
    };
  }

  /**
   * What a licence becomes by itself when a session on it ended.
   *
   * @param borrowed whether others still have sessions booked on it
   */
  public static SharingState afterBookingEnded(SharingState state, boolean borrowed) {
    return state == SharingState.STOPPING && !borrowed ? SharingState.PRIVATE : state;
  }

  private static Decision becomes(SharingState state) {
    return new Decision.Becomes(state);
  }

  private static Decision refused(String why) {
    return new Decision.Refused(why);
  }
}
