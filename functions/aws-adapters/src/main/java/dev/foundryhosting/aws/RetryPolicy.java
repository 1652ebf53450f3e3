package dev.foundryhosting.aws;

import dev.foundryhosting.error.PlatformException;
import java.time.Duration;
import java.util.function.Predicate;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Tries again, a few times, what AWS refuses for a moment because it has not seen yet what was done
 * just before ("eventual consistency"); that is not a failure that the SDK's own retries know.
 *
 * @param tries how often at most
 * @param pause before the second try; twice as long before each further one
 */
public record RetryPolicy(int tries, Duration pause) {
  public static final RetryPolicy BRIEF = new RetryPolicy(5, Duration.ofMillis(200));

  public void run(Predicate<AwsServiceException> passes, Runnable call) {
    for (int attempt = 1; ; attempt++) {
      try {
        call.run();
        return;
      } catch (AwsServiceException e) {
        if (attempt >= tries || !passes.test(e)) {
          throw e;
        }
        rest(pause.multipliedBy(1L << (attempt - 1)), e);
      }
    }
  }

  private static void rest(Duration time, AwsServiceException because) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      PlatformException ended =
          PlatformException.dependency("Was interrupted while waiting for AWS.", true, because);
      ended.addSuppressed(interrupted);
      throw ended;
    }
  }
}
