/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.lambda.Json;
import java.util.Optional;

/**
 * A {@code license.json} that Foundry signed when an administrator of the server accepted the
 * agreement: a JSON object with a {@code signature}. Whether the signature holds only Foundry can
 * say.
 */
final class SignedLicense {
  /** Foundry's file has a few hundred bytes. */
  static final int LONGEST = 64 * 1024;

  private final byte[] content;
  private final String key;

  private SignedLicense(byte[] content, String key) {
    this.content = content;
    this.key = key;
  }

  /** Empty for a file that is not signed, or is no such file. */
  static Optional<SignedLicense> of(byte[] content) {
    try {
      JsonNode json = Json.parse("the licence", content);
      JsonNode signature = json.path("signature");
      return signature.isTextual() && !signature.textValue().isBlank()
          ? Optional.of(new SignedLicense(content, plain(json.path("license").asText())))
          : Optional.empty();
    } catch (PlatformException notJson) {
      return Optional.empty();
    }
  }

  /** Keys are written with dashes and without. */
  private static String plain(String key) {
    return key.replace("-", "").trim();
  }

  /** Byte by byte as Foundry wrote it. */
  byte[] content() {
    return content;
  }

  boolean hasKeyOf(SignedLicense other) {
    return key.equals(other.key);
  }
}
