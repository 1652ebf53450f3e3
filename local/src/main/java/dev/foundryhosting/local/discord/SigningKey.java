package dev.foundryhosting.local.discord;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The key with which this Discord signs what it sends ("Security and Authorization" of
 * interactions). It is made when the laptop edition starts and never leaves the process.
 */
final class SigningKey {
  private static final String ALGORITHM = "Ed25519";
  private static final int PUBLIC_KEY_BYTES = 32;

  private final KeyPair pair;

  private SigningKey(KeyPair pair) {
    this.pair = pair;
  }

  static SigningKey generate() {
    try {
      return new SigningKey(KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK knows " + ALGORITHM, e);
    }
  }

  /** The public half, as Discord's portal shows it. */
  String publicKey() {
    byte[] encoded = pair.getPublic().getEncoded();
    // The last bytes of the X.509 form are the key itself (RFC 8410).
    return HexFormat.of()
        .formatHex(Arrays.copyOfRange(encoded, encoded.length - PUBLIC_KEY_BYTES, encoded.length));
  }

  /** The signature of a request, in hex digits. */
  String sign(String timestamp, byte[] body) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(pair.getPrivate());
      signature.update(timestamp.getBytes(UTF_8));
      signature.update(body);
      return HexFormat.of().formatHex(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A key that was made here signs", e);
    }
  }
}
