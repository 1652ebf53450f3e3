package dev.foundryhosting.local.fargate;

import java.time.Duration;

/**
 * How long each part of a task's life takes here: long enough to see it happen, short enough to
 * wait for. On AWS provisioning takes about 15 s, and a first boot minutes.
 */
public record Speed(
    Duration provisioning,
    Duration pulling,
    Duration booting,
    Duration draining,
    Duration leaving,
    Duration wiping) {

  /** For a person who watches. */
  public static final Speed VISIBLE = of(1);

  /**
   * @param factor 1 for a person who watches, less for a machine
   */
  public static Speed of(double factor) {
    return new Speed(
        scaled(600, factor),
        scaled(1500, factor),
        scaled(1500, factor),
        scaled(1200, factor),
        scaled(300, factor),
        scaled(500, factor));
  }

  private static Duration scaled(int millis, double factor) {
    return Duration.ofMillis(Math.round(millis * factor));
  }
}
