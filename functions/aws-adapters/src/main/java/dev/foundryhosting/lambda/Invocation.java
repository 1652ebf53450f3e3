package dev.foundryhosting.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.foundryhosting.instance.port.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/**
 * One call of a function.
 *
 * @param requestId Lambda's id of it, by which its log lines are found
 * @param deadline when the work must have been put down
 */
public record Invocation(String requestId, Deadline deadline) {
  /** What is kept back to answer and to log. */
  private static final Duration RESERVE = Duration.ofSeconds(3);

  private static final Duration WITHOUT_LIMIT = Duration.ofSeconds(60);

  /**
   * @param context Lambda's; null where no Lambda is around
   */
  public static Invocation of(Context context, Clock clock) {
    if (context == null) {
      return new Invocation(UUID.randomUUID().toString(), Deadline.in(WITHOUT_LIMIT, clock));
    }
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
    return new Invocation(context.getAwsRequestId(), Deadline.in(left, clock));
  }
}
