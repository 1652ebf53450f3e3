/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.foundryhosting.local.stack.EmulatedStack;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** The rules by which EventBridge invokes functions on a schedule. */
@Singleton
public class Timers {
  /** Every minute on AWS. */
  public static final String SESSION_PREP = "session-prep";

  /** Every 5 minutes on AWS. */
  public static final String SWEEP = "auto-shutdown";

  private final FunctionHost functions;
  private final Clock clock;

  Timers(FunctionHost functions, Clock clock) {
    this.functions = functions;
    this.clock = clock;
  }

  /** Invokes a function as its rule does, and waits for it. */
  public void tick(String function) {
    FunctionHost.Answer unused = functions.invoke(function, event(function));
  }

  /** Invokes all functions without waiting: after a move of the clock each may be due. */
  public void all() {
    for (String function : List.of(SESSION_PREP, SWEEP)) {
      functions.invokeLater(function, event(function));
    }
  }

  private byte[] event(String rule) {
    return """
        {"version": "0", "id": "%s", "detail-type": "Scheduled Event", "source": "aws.events",
         "account": "%s", "time": "%s", "region": "%s",
         "resources": ["%s"], "detail": {}}"""
        .formatted(
            UUID.randomUUID(),
            EmulatedStack.ACCOUNT,
            clock.instant().truncatedTo(ChronoUnit.SECONDS),
            EmulatedStack.REGION,
            EmulatedStack.arn("events", "rule/" + rule))
        .getBytes(UTF_8);
  }
}
