/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;

/** Signs as Discord does, with the key of the conformance vectors. */
final class Signer {
  static final String PUBLIC_KEY =
      "9e7f92c8809374ed4addae8357885a5c16b23d61242a8935e47232e3b8d56ed5";

  private static final String SEED =
      "f02cc9a1d070fc9d51fb52ee5a37424d221754634d2d78687dfe502691d2ee64";

  /** What stands before the 32 bytes of a private key in PKCS 8 (RFC 8410). */
  private static final String PKCS8_PREFIX = "302e020100300506032b657004220420";

  private Signer() {}

  static String sign(String timestamp, byte[] body) {
    try {
      PrivateKey key =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(
                  new PKCS8EncodedKeySpec(HexFormat.of().parseHex(PKCS8_PREFIX + SEED)));
      ByteArrayOutputStream signed = new ByteArrayOutputStream();
      signed.writeBytes(timestamp.getBytes(UTF_8));
      signed.writeBytes(body);
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initSign(key);
      ed25519.update(signed.toByteArray());
      return HexFormat.of().formatHex(ed25519.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
