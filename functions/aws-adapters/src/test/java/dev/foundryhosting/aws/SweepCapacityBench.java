package dev.foundryhosting.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.foundryhosting.platform.TableSchema;
import org.junit.jupiter.api.Test;

/**
 * Measures what a tick of auto-shutdown consumes, as DynamoDB itself counts it, and prints it
 * ({@code make bench}). Unlike times, units are no matter of the machine, so they are judged too.
 */
class SweepCapacityBench {
  private static final double EMPTY_QUERIES = 0.5 * TableSchema.DUE_SHARDS;

  @Test
  void tickWithTwentyRunningServers() {
    try (LocalDynamo dynamo = new LocalDynamo()) {
      SweepTick tick = new SweepTick(dynamo);

      SweepTick.Consumed few = tick.among(100);
      SweepTick.Consumed many = tick.among(50_000);

      System.out.printf(
          "%n%-36s %8s %8s %8s%n", "units of a sweep, by stored servers", "100", "50000", "ratio");
      print("twenty run: first count", few.first(), many.first());
      print("twenty run: the same again", few.again(), many.again());
      print("a look for strays", few.strays(), many.strays());
      // DynamoDB Local counts a query that finds nothing as nothing, AWS as half a unit.
      print("none due", few.idle() + EMPTY_QUERIES, many.idle() + EMPTY_QUERIES);
    }
  }

  private static void print(String tick, double few, double many) {
    System.out.printf("%-36s %8.1f %8.1f %8.3f%n", tick, few, many, many / few);
    assertThat(many).isCloseTo(few, withinPercentage(5));
  }
}
