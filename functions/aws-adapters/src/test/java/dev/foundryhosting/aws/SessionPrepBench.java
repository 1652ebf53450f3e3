package dev.foundryhosting.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Measures what a tick of session-prep consumes, as DynamoDB itself counts it, and prints it
 * ({@code make bench}). Unlike times, units are no matter of the machine, so they are judged too.
 */
class SessionPrepBench {
  @Test
  void tickWithTenDueSessions() {
    try (LocalDynamo dynamo = new LocalDynamo()) {
      PrepTick tick = new PrepTick(dynamo);

      PrepTick.Consumed few = tick.among(100);
      PrepTick.Consumed many = tick.among(50_000);

      System.out.printf(
          "%n%-34s %12s %12s %8s%n",
          "units of a tick, by stored sessions", "100", "50000", "ratio");
      print("ten due: their servers start", few.prepare(), many.prepare());
      print("ten due: not ready yet", few.again(), many.again());
      print("none due", few.idle(), many.idle());
    }
  }

  private static void print(String tick, double few, double many) {
    System.out.printf("%-34s %12.1f %12.1f %8.3f%n", tick, few, many, many / few);
    assertThat(many / few).isBetween(0.95, 1.05);
  }
}
