/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.kofiwebhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.foundryhosting.usage.PayerHash;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The hash by which a payer is recognized. Its key is Ko-fi's token, which is not in the table with
 * the hashes: a reader of the table cannot try addresses out.
 */
final class PayerIndex {
  private static final String ALGORITHM = "HmacSHA256";

  private PayerIndex() {}

  static PayerHash of(String email, String token) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(token.getBytes(UTF_8), ALGORITHM));
      byte[] address = ("payer:" + email.strip().toLowerCase(Locale.ROOT)).getBytes(UTF_8);
      return new PayerHash(HexFormat.of().formatHex(mac.doFinal(address)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
