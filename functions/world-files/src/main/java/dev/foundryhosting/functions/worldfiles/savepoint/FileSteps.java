/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import dev.foundryhosting.platform.InParallel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Steps on files, some of them at the same time. */
final class FileSteps {
  private FileSteps() {}

  /** A step that works on files. */
  interface FileStep<T, R> {
    R of(T item) throws IOException;
  }

  /** As {@link InParallel#each}. */
  static <T, R> List<R> each(List<T> items, int atOnce, FileStep<T, R> step) throws IOException {
    try {
      return InParallel.each(
          items,
          atOnce,
          item -> {
            try {
              return step.of(item);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
