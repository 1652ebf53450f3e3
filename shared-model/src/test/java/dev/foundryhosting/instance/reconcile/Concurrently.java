/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Does many things at the same moment, for tests of what must not be raced. */
public final class Concurrently {
  private Concurrently() {}

  /**
   * Calls the action with 0 to count - 1, all at once.
   *
   * @return the results in that order
   */
  public static <T> List<T> run(int count, IntFunction<T> action) {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        futures.add(
            threads.submit(
                () -> {
                  start.await();
                  return action.apply(number);
                }));
      }
      start.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError("one of " + count + " failed", e);
    }
  }
}
