/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Port: where save points are kept, outside the file system that the servers use. Keys are plain
 * ASCII with {@code /} between their parts. Strongly consistent, fails loudly.
 */
public interface FileArchive {
  /**
   * Begins to store something in the place of what the key names now.
   *
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED}
   */
  Upload store(String key);

  /** Reads what a key names; empty where there is nothing. The reader closes it. */
  Optional<InputStream> read(String key) throws IOException;

  /** All whose keys begin so, in no order. */
  List<Stored> list(String prefix);

  /** Removes what the keys name; a key that names nothing is no error. */
  void remove(List<String> keys);

  /**
   * Something that is stored.
   *
   * @param bytes its size as it is stored
   */
  record Stored(String key, long bytes, Instant storedAt) {}

  /** What is being stored. The key names it only when it is {@linkplain #complete complete}. */
  interface Upload extends Closeable {
    /** Takes the content; need not be closed. */
    OutputStream content();

    /**
     * Lets the key name what was written.
     *
     * @return its size in bytes
     */
    long complete() throws IOException;

    /** Forgets what was written, unless it is complete. */
    @Override
    void close() throws IOException;
  }
}
