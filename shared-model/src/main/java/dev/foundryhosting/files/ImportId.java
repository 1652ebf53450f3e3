/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import dev.foundryhosting.error.PlatformException;
import java.util.regex.Pattern;

/**
 * An upload of a world from outside: a name, and after a dot what its store knows it by while it is
 * under way. Letters, digits and {@code . _ ~ = + -}.
 */
public record ImportId(String value) {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9-]{1,64}(\\.[A-Za-z0-9._~=+-]{1,512})?");

  public ImportId {
    if (!PLAIN.matcher(value).matches()) {
      throw PlatformException.invalid(
          "importId", "must be the id of an upload, as begin-import answers it");
    }
  }

  /** The part of it that may be part of a key. */
  public String name() {
    return value.split("\\.", 2)[0];
  }

  @Override
  public String toString() {
    return value;
  }
}
