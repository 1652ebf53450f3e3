package dev.foundryhosting.instance;

import dev.foundryhosting.error.PlatformException;
import java.time.Duration;

/**
 * How long a server is left running, as its user chose within limits.
 *
 * @param idle after so long without players it is stopped; 10 minutes to 2 hours
 * @param neverJoined after so long it is stopped when nobody ever came; 10 minutes to 2 hours
 * @param onDemand without a session and without a readable player count it is stopped after so
 *     long; 1 to 24 hours
 */
public record ShutdownSettings(Duration idle, Duration neverJoined, Duration onDemand) {
  public ShutdownSettings {
    requireWithin("idleMinutes", idle, Duration.ofMinutes(10), Duration.ofMinutes(120));
    requireWithin(
        "neverJoinedMinutes", neverJoined, Duration.ofMinutes(10), Duration.ofMinutes(120));
    requireWithin("onDemandHours", onDemand, Duration.ofHours(1), Duration.ofHours(24));
  }

  /** What holds until its user chooses otherwise. */
  public static ShutdownSettings usual() {
    return new ShutdownSettings(
        Duration.ofMinutes(20), Duration.ofMinutes(15), Duration.ofHours(6));
  }

  private static void requireWithin(String field, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw PlatformException.invalid(
          field, "must lie between %s and %s".formatted(text(min), text(max)));
    }
  }

  private static String text(Duration duration) {
    return duration.toMinutes() + " minutes";
  }
}
