/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.kofiwebhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** Checks the token that only Ko-fi knows. */
final class TokenCheck {
  private TokenCheck() {}

  /**
   * Takes the same time for every wrong token.
   *
   * @param configured without a token no message passes
   * @param received the token of the message
   */
  static boolean holds(Optional<String> configured, JsonNode received) {
    // Digests have one length, so that the time does not reveal the token's.
    byte[] ours = digest(configured.orElse(""));
    byte[] theirs = digest(received.isTextual() ? received.textValue() : "");
    return MessageDigest.isEqual(ours, theirs) && configured.isPresent() && received.isTextual();
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
