/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws;

import dev.foundryhosting.error.PlatformException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Repeats a call that AWS refuses only for a moment, such as before it has seen the write that came
 * before ("eventual consistency"). The SDK's own retries do not know these failures.
 *
 * @param attempts at most so many calls
 * @param pause at most so long before the second call, and twice as long before each further one;
 *     up to half of it is cut at random, so that callers who met do not meet again
 */
public record RetryPolicy(int attempts, Duration pause) {
  /** For a service that lags behind its own writes: waits 2 to 5 seconds in all. */
  public static final RetryPolicy EVENTUAL_CONSISTENCY = new RetryPolicy(5, Duration.ofMillis(300));

  /** For others that write the same item: waits 0.4 to 0.8 seconds in all. */
  public static final RetryPolicy CONTENTION = new RetryPolicy(6, Duration.ofMillis(25));

  /**
   * @param passes which failures pass by themselves
   * @throws RuntimeException the last failure, or the first that does not pass, or after which no
   *     time is left
   */
  public <T> T call(Predicate<RuntimeException> passes, Supplier<T> call) {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (RuntimeException e) {
        Duration rest = pause.multipliedBy(1L << (attempt - 1));
        boolean late = !CallDeadline.cut(rest).equals(rest);
        if (attempt >= attempts || late || !passes.test(e)) {
          throw e;
        }
        sleep(rest.toMillis(), e);
      }
    }
  }

  /** As {@link #call}, for calls without a result. */
  public void run(Predicate<RuntimeException> passes, Runnable call) {
    Object unused =
        call(
            passes,
            () -> {
              call.run();
              return null;
            });
  }

  private static void sleep(long longestMillis, RuntimeException because) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(longestMillis / 2, longestMillis + 1));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      PlatformException failure =
          PlatformException.dependency("Interrupted while waiting for AWS.", true, because);
      failure.addSuppressed(interrupted);
      throw failure;
    }
  }
}
