/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Port: where save points are kept, outside the file system that the servers use. Keys are plain
 * ASCII with {@code /} between their parts. Strongly consistent, fails loudly.
 */
public interface FileArchive {
  /**
   * Stores something in the place of what the key names now. When the content is not whole, or
   * throws, the key names what it named before.
   *
   * @return its size in bytes; empty when it was not whole
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED}
   */
  OptionalLong store(String key, Content content) throws IOException;

  /** Reads what a key names; empty where there is nothing. The reader closes it. */
  Optional<InputStream> read(String key) throws IOException;

  /**
   * Reads a part of what a key names.
   *
   * @param from the first byte, which it must have
   * @param length at least one; fewer are read where it ends before
   * @return empty where there is nothing
   */
  Optional<byte[]> read(String key, long from, int length) throws IOException;

  /**
   * Stores what a key names under another one, too, in the place of what that names now.
   *
   * @return false where there is nothing
   */
  boolean copy(String key, String to);

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

  /** What is to be stored. */
  @FunctionalInterface
  interface Content {
    /**
     * Writes it.
     *
     * @param to need not be closed
     * @return whether it is whole
     */
    boolean writeTo(OutputStream to) throws IOException;
  }
}
