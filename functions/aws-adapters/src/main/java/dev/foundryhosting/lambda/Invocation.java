/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.foundryhosting.aws.CallDeadline;
import dev.foundryhosting.instance.port.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/**
 * One call of a function, from its beginning until it is closed. While it goes on, calls to AWS end
 * before Lambda kills the function.
 *
 * @param requestId Lambda's id of the call, on each of its log lines
 * @param deadline when the work must end
 * @param calls when the last call must end, such as the one that records what was done
 */
public record Invocation(String requestId, Deadline deadline, CallDeadline calls)
    implements AutoCloseable {
  /** The time to record, to answer and to log. */
  private static final Duration RESERVE = Duration.ofSeconds(3);

  /** The time to answer and to log. */
  private static final Duration ANSWER = Duration.ofSeconds(1);

  private static final Duration WITHOUT_LIMIT = Duration.ofSeconds(60);

  /**
   * @param context null outside of Lambda
   */
  public static Invocation begin(Context context, Clock clock) {
    return context == null
        ? begin(UUID.randomUUID().toString(), WITHOUT_LIMIT.plus(RESERVE), clock)
        : begin(
            context.getAwsRequestId(),
            Duration.ofMillis(context.getRemainingTimeInMillis()),
            clock);
  }

  private static Invocation begin(String requestId, Duration left, Clock clock) {
    return new Invocation(
        requestId,
        Deadline.in(left.minus(RESERVE), clock),
        CallDeadline.begin(Deadline.in(left.minus(ANSWER), clock)));
  }

  @Override
  public void close() {
    calls.close();
  }
}
