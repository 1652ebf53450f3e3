/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import dev.foundryhosting.error.PlatformException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The folder of a world below {@code Data/worlds}, by which Foundry knows it: one segment of a path
 * of 1 to 255 bytes.
 */
public record WorldName(String value) {
  /** The longest name of a file. */
  private static final int MAX_BYTES = 255;

  public WorldName {
    if (!isFolder(value)) {
      throw PlatformException.invalid(
          "world",
          "must be the folder name of a world: up to %d bytes, no '/', no dot in front, no control characters"
              .formatted(MAX_BYTES));
    }
  }

  /** The world of a name from outside; empty where that is no folder name. */
  public static Optional<WorldName> reported(String name) {
    return isFolder(name) ? Optional.of(new WorldName(name)) : Optional.empty();
  }

  private static boolean isFolder(String name) {
    return !name.isBlank()
        && !name.startsWith(".")
        && name.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES
        && name.codePoints().allMatch(WorldName::isAllowed);
  }

  /** Half a surrogate pair is no character. */
  private static boolean isAllowed(int codePoint) {
    return codePoint != '/'
        && !Character.isISOControl(codePoint)
        && Character.getType(codePoint) != Character.SURROGATE;
  }

  @Override
  public String toString() {
    return value;
  }
}
