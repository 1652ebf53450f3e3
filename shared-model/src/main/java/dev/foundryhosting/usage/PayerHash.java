/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage;

import java.util.regex.Pattern;

/**
 * A salted hash of a payer's e-mail address, in hexadecimal. The address itself is stored nowhere.
 */
public record PayerHash(String value) {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

  public PayerHash {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("a payer's hash is 64 hexadecimal digits");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
