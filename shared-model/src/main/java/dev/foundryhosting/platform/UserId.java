/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.platform;

import dev.foundryhosting.error.PlatformException;
import java.util.regex.Pattern;

/** Who a record or a resource belongs to: a Discord id or another {@code [A-Za-z0-9_-]{1,64}}. */
public record UserId(String value) implements Comparable<UserId> {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  public UserId {
    if (value == null || !admits(value)) {
      throw PlatformException.invalid("userId", "must be 1 to 64 letters, digits, '_' or '-'");
    }
  }

  /** Whether a text can be a user id. */
  public static boolean admits(String text) {
    return SHAPE.matcher(text).matches();
  }

  @Override
  public int compareTo(UserId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
