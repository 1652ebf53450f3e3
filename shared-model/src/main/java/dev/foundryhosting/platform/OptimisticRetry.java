/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.platform;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Repeats a read and a conditional write that another writer overtook. The pauses between are drawn
 * by chance and grow, so that writers who met do not meet again.
 */
public final class OptimisticRetry {
  private static final int ATTEMPTS = 12;
  private static final long FIRST_PAUSE_MILLIS = 2;
  private static final long LONGEST_PAUSE_MILLIS = 100;

  private OptimisticRetry() {}

  /**
   * @param record what is written, in a sentence
   * @param attempt reads, decides and writes; empty when it was overtaken
   * @throws PlatformException {@code CONFLICT} after 12 attempts; what the attempt throws
   */
  public static <T> T of(String record, Supplier<Optional<T>> attempt) {
    long pause = FIRST_PAUSE_MILLIS;
    for (int made = 1; made < ATTEMPTS; made++) {
      Optional<T> result = attempt.get();
      if (result.isPresent()) {
        return result.get();
      }
      sleep(ThreadLocalRandom.current().nextLong(pause + 1));
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }
    return attempt.get().orElseThrow(() -> PlatformException.concurrentChange(record));
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformException(ErrorCode.INTERNAL_ERROR, "The work was interrupted.");
    }
  }
}
