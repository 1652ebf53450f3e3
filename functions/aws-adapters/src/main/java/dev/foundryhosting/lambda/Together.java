package dev.foundryhosting.lambda;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Does several things at the same time, each on a virtual thread. */
public final class Together {
  private Together() {}

  /**
   * The results, in the order of the work.
   *
   * @throws RuntimeException what the first of them threw, once all have ended
   */
  public static <T> List<T> all(List<? extends Supplier<? extends T>> work) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> results =
          work.stream().map(each -> threads.submit(() -> (T) each.get())).toList();
      return results.stream().map(Together::result).toList();
    }
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
