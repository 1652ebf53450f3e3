/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.folder;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Calls of the file system that are made ahead: on a network, each costs milliseconds. */
public final class FileCalls {
  private FileCalls() {}

  /** A call of the file system. */
  @FunctionalInterface
  public interface FileCall<T> {
    T result() throws IOException;
  }

  /** Has a call made by a pool. */
  public static <T> CompletableFuture<T> begin(Executor pool, FileCall<T> call) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return call.result();
          } catch (IOException e) {
            throw new CompletionException(e);
          }
        },
        pool);
  }

  /** The result of a call, or what it threw. */
  public static <T> T await(CompletableFuture<T> call) throws IOException {
    try {
      return call.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case Error error -> throw error;
        case null, default -> throw e;
      }
    }
  }

  /** Waits until a call uses nothing any more, whatever came of it. */
  public static void awaitEnd(CompletableFuture<?> call) {
    var unused = call.handle((result, failure) -> true).join();
  }
}
