package dev.foundryhosting.functions.kofiwebhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** Whether a message has the token that only Ko-fi knows. */
final class TokenCheck {
  private TokenCheck() {}

  /**
   * Takes the same time for every wrong token.
   *
   * @param configured ours; without one nobody is let in
   * @param told what the message says
   */
  static boolean holds(Optional<String> configured, JsonNode told) {
    // Digests have one length, so that not even that of the token can be felt.
    byte[] ours = digest(configured.orElse(""));
    byte[] theirs = digest(told.isTextual() ? told.textValue() : "");
    return MessageDigest.isEqual(ours, theirs) && configured.isPresent() && told.isTextual();
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
