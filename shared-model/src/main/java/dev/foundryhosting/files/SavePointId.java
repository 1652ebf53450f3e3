/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import dev.foundryhosting.error.PlatformException;
import java.util.regex.Pattern;

/** A save point of a user: 1 to 64 letters, digits and dashes, which may be part of a key. */
public record SavePointId(String value) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9-]{1,64}");

  public SavePointId {
    if (!PLAIN.matcher(value).matches()) {
      throw PlatformException.invalid(
          "savePointId", "must be the id of a save point, as list-save-points answers it");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
