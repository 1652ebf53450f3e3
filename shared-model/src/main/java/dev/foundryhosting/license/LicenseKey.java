/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The key of a Foundry licence: 24 letters and digits. The image takes a shorter text for the
 * number of one of the account's keys (felddy/foundryvtt, FOUNDRY_LICENSE_KEY). It is shown
 * nowhere: not even in {@link #toString}.
 *
 * @param value in upper case, without dashes
 */
public record LicenseKey(String value) {
  private static final Pattern SHAPE = Pattern.compile("[A-Z0-9]{24}");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9]{24}");
  private static final Pattern BETWEEN_GROUPS = Pattern.compile("[\\s\\p{Z}\\p{Pd}]");

  public LicenseKey {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("a licence key has 24 letters and digits");
    }
  }

  /** Reads a key in any case and any grouping by dashes and white space; empty when it is none. */
  public static Optional<LicenseKey> parse(String text) {
    String plain = BETWEEN_GROUPS.matcher(text).replaceAll("");
    // Upper case would make a Latin letter of some that are none, such as a dotless i.
    return PLAIN.matcher(plain).matches()
        ? Optional.of(new LicenseKey(plain.toUpperCase(Locale.ROOT)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "LicenseKey";
  }
}
