/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.foundryhosting.lambda.FunctionUrlRequest;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Verifies that Discord signed a request: Ed25519 over the timestamp and the raw body
 * ("Interactions: Overview, Setting up an Endpoint"). A replayed request fails after five minutes.
 */
final class Signature {
  private static final Duration WINDOW = Duration.ofMinutes(5);

  private static final String SIGNATURE = "x-signature-ed25519";
  private static final String TIMESTAMP = "x-signature-timestamp";
  private static final Pattern HEX_SIGNATURE = Pattern.compile("[0-9a-fA-F]{128}");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

  /** What stands before the 32 bytes of a key in X.509 (RFC 8410). */
  private static final String X509_PREFIX = "302a300506032b6570032100";

  private static final Pattern HEX_KEY = Pattern.compile("[0-9a-fA-F]{64}");

  private final PublicKey key;
  private final Clock clock;

  private Signature(PublicKey key, Clock clock) {
    this.key = key;
    this.clock = clock;
  }

  /** By a key of 64 hex digits; empty when they are no point of the curve. */
  static Optional<Signature> by(String publicKey, Clock clock) {
    if (!HEX_KEY.matcher(publicKey).matches()) {
      return Optional.empty();
    }
    try {
      byte[] encoded = HexFormat.of().parseHex(X509_PREFIX + publicKey);
      PublicKey key =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
      // The factory takes any digits; a verification looks for the point.
      java.security.Signature.getInstance("Ed25519").initVerify(key);
      return Optional.of(new Signature(key, clock));
    } catch (GeneralSecurityException notOnTheCurve) {
      return Optional.empty();
    }
  }

  /** When Discord signed the request; empty when it did not, or not just now. */
  Optional<Instant> signedAt(FunctionUrlRequest request) {
    return request
        .header(TIMESTAMP)
        .filter(text -> SECONDS.matcher(text).matches())
        .filter(
            text ->
                request
                    .header(SIGNATURE)
                    .filter(hex -> HEX_SIGNATURE.matcher(hex).matches())
                    .filter(
                        hex -> request.body().filter(body -> holds(hex, text, body)).isPresent())
                    .isPresent())
        .map(text -> Instant.ofEpochSecond(Long.parseLong(text)))
        .filter(at -> Duration.between(at, clock.instant()).abs().compareTo(WINDOW) <= 0);
  }

  /** Has everything loaded that the first request would wait for. */
  void warm() {
    var unused = holds("00".repeat(64), "0", new byte[0]);
  }

  private boolean holds(String signature, String timestamp, byte[] body) {
    try {
      java.security.Signature ed25519 = java.security.Signature.getInstance("Ed25519");
      ed25519.initVerify(key);
      ed25519.update(timestamp.getBytes(US_ASCII));
      ed25519.update(body);
      return ed25519.verify(HexFormat.of().parseHex(signature));
    } catch (SignatureException malformed) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK since 15 has Ed25519", e);
    }
  }
}
