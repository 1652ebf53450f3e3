/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.platform;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Works on many items at the same time, but not on too many. */
public final class InParallel {
  private InParallel() {}

  /**
   * @param items begun in this order
   * @param atOnce how many at the same time: AWS throttles
   * @param work its exceptions are thrown on when all are done
   * @return the results in the order of the items
   */
  public static <T, R> List<R> each(List<T> items, int atOnce, Function<T, R> work) {
    Semaphore room = new Semaphore(atOnce);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<R>> results =
          items.stream()
              .map(
                  item -> {
                    // Taken here, so that the items begin in their order.
                    room.acquireUninterruptibly();
                    return threads.submit(() -> within(room, item, work));
                  })
              .toList();
      return results.stream().map(InParallel::result).toList();
    }
  }

  private static <T, R> R within(Semaphore room, T item, Function<T, R> work) {
    try {
      return work.apply(item);
    } finally {
      room.release();
    }
  }

  private static <R> R result(Future<R> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The work was interrupted.", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    }
  }
}
