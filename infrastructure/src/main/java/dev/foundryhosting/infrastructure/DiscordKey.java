/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The public key of a Discord application: a point of Ed25519's curve. */
final class DiscordKey {
  private static final Pattern DIGITS = Pattern.compile("[0-9a-fA-F]{64}");
  // What comes before the point in a key's ASN.1 form (RFC 8410).
  private static final String X509_PREFIX = "302a300506032b6570032100";

  private DiscordKey() {}

  /** Only half of all texts of 64 hex digits are points: one wrong digit shows in many cases. */
  static boolean isOne(String text) {
    if (!DIGITS.matcher(text).matches()) {
      return false;
    }
    try {
      byte[] encoded = HexFormat.of().parseHex(X509_PREFIX + text);
      // The factory takes any digits; a signature looks for the point.
      Signature.getInstance("Ed25519")
          .initVerify(
              KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
      return true;
    } catch (GeneralSecurityException notOnTheCurve) {
      return false;
    }
  }
}
