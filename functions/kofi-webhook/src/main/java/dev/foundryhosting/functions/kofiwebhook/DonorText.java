/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.kofiwebhook;

import java.util.Optional;

/**
 * A donor's text, fit to be stored: of bounded length, without control characters, and without
 * unpaired surrogates, which no encoding can hold.
 */
final class DonorText {
  private static final int REPLACEMENT = 0xfffd;

  private DonorText() {}

  /**
   * @param longest in characters (code points)
   * @return empty when nothing is left
   */
  static Optional<String> of(String text, int longest) {
    String clean =
        text.codePoints()
            .map(DonorText::fit)
            .limit(longest)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
            .strip();
    return clean.isEmpty() ? Optional.empty() : Optional.of(clean);
  }

  private static int fit(int codePoint) {
    if (Character.getType(codePoint) == Character.SURROGATE) {
      return REPLACEMENT;
    }
    return Character.isISOControl(codePoint) ? ' ' : codePoint;
  }
}
