/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import dev.foundryhosting.error.PlatformException;
import java.util.regex.Pattern;

/**
 * An upload of a world from outside: letters, digits and {@code . _ ~ = + -}, which may be part of
 * a key.
 */
public record ImportId(String value) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._~=+-]{0,511}");

  public ImportId {
    if (!PLAIN.matcher(value).matches()) {
      throw PlatformException.invalid(
          "importId", "must be the id of an upload, as begin-import answers it");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
