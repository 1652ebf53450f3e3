/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

import dev.foundryhosting.error.PlatformException;
import java.util.regex.Pattern;

/** The id of a scheduled session and of its reservation. */
public record SessionId(String value) {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  public SessionId {
    if (value == null || !SHAPE.matcher(value).matches()) {
      throw PlatformException.invalid(
          "sessionId", "must be 1 to 64 letters, digits, dashes or underscores");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
