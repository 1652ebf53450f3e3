/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.foundryhosting.instance.port.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/**
 * One call of a function.
 *
 * @param requestId Lambda's id of the call, on each of its log lines
 * @param deadline when the work must end
 */
public record Invocation(String requestId, Deadline deadline) {
  /** The time to answer and to log. */
  private static final Duration RESERVE = Duration.ofSeconds(3);

  private static final Duration WITHOUT_LIMIT = Duration.ofSeconds(60);

  /**
   * @param context null outside of Lambda
   */
  public static Invocation of(Context context, Clock clock) {
    if (context == null) {
      return new Invocation(UUID.randomUUID().toString(), Deadline.in(WITHOUT_LIMIT, clock));
    }
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
    return new Invocation(context.getAwsRequestId(), Deadline.in(left, clock));
  }
}
