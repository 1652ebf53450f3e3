/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import dev.foundryhosting.functions.worldfiles.folder.FileCalls;
import dev.foundryhosting.functions.worldfiles.folder.SecureFolder;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Writes that a pool does while the next ones are read, and the open folders that they need. */
final class WriteBehind implements Closeable {
  private static final int MOST_WRITES = 64;

  /** Each takes file descriptors, of which a function of Lambda has 1024. */
  private static final int MOST_FOLDERS = 16;

  private final Executor writers;
  private final Deque<CompletableFuture<Boolean>> writes = new ArrayDeque<>();
  private final Deque<SecureFolder> folders = new ArrayDeque<>();

  WriteBehind(Executor writers) {
    this.writers = writers;
  }

  /** A write into a folder. */
  interface Write {
    void perform() throws IOException;
  }

  /** Takes over a folder: it is closed when no write needs it any more. */
  SecureFolder closing(SecureFolder folder) throws IOException {
    if (folders.size() >= MOST_FOLDERS) {
      try {
        awaitAll();
      } catch (IOException | RuntimeException | Error e) {
        folder.close();
        throw e;
      }
      closeFolders();
    }
    folders.add(folder);
    return folder;
  }

  /**
   * Has something written.
   *
   * @throws IOException what an earlier write threw
   */
  void write(Write write) throws IOException {
    writes.add(
        FileCalls.begin(
            writers,
            () -> {
              write.perform();
              return true;
            }));
    if (writes.size() > MOST_WRITES) {
      FileCalls.await(writes.remove());
    }
  }

  /** Waits for all writes. */
  void awaitAll() throws IOException {
    while (!writes.isEmpty()) {
      FileCalls.await(writes.remove());
    }
  }

  /** After a failure, too: the writers use folders that are closed here. */
  @Override
  public void close() throws IOException {
    writes.forEach(FileCalls::awaitEnd);
    writes.clear();
    closeFolders();
  }

  private void closeFolders() throws IOException {
    while (!folders.isEmpty()) {
      folders.remove().close();
    }
  }
}
