/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

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

      PrepTick.Consumed few = tick.among(UnitsTable.FEW);
      PrepTick.Consumed many = tick.among(UnitsTable.MANY);

      UnitsTable table = new UnitsTable("units of a tick, by stored sessions");
      table.row("ten due: their servers start", few.prepare(), many.prepare());
      table.row("ten due: not ready yet", few.again(), many.again());
      table.idle(few.idle(), many.idle());
    }
  }
}
