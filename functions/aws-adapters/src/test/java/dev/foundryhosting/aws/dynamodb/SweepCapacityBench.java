/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import org.junit.jupiter.api.Test;

/**
 * Measures what a tick of auto-shutdown consumes, as DynamoDB itself counts it, and prints it
 * ({@code make bench}). Unlike times, units are no matter of the machine, so they are judged too.
 */
class SweepCapacityBench {
  @Test
  void tickWithTwentyRunningServers() {
    try (LocalDynamo dynamo = new LocalDynamo()) {
      SweepTick tick = new SweepTick(dynamo);

      SweepTick.Consumed few = tick.among(UnitsTable.FEW);
      SweepTick.Consumed many = tick.among(UnitsTable.MANY);

      UnitsTable table = new UnitsTable("units of a sweep, by stored servers");
      table.row("twenty run: first count", few.first(), many.first());
      table.row("twenty run: the same again", few.again(), many.again());
      table.row("a search for orphans", few.orphans(), many.orphans());
      table.idle(few.idle(), many.idle());
    }
  }
}
