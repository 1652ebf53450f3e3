/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.discord;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.lambda.Json;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The bot as maintainers set it up in Discord's portal, with the platform's secret for it. Token
 * and signing key are made up at each start and never leave this process.
 */
@Singleton
public final class DiscordApplication {
  private static final String ALGORITHM = "Ed25519";
  private static final int PUBLIC_KEY_BYTES = 32;

  private final String token = "made-up." + UUID.randomUUID();
  private final KeyPair key;

  public DiscordApplication() {
    try {
      key = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK knows " + ALGORITHM, e);
    }
  }

  /** The value of the secret {@code DISCORD_SECRET_ARN}. */
  public String secret() {
    ObjectNode secret =
        Json.object()
            .put("token", token)
            .put("clientId", Guild.APPLICATION)
            .put("publicKey", publicKey())
            .put("guildId", Guild.ID)
            .put("categoryId", Guild.SERVERS_CATEGORY);
    secret.putArray("adminRoles").add(Guild.MAINTAINERS);
    return secret.toString();
  }

  /** The header with which the bot calls Discord. */
  String authorization() {
    return "Bot " + token;
  }

  /** Discord's signature of a request, in hex digits ("Security and Authorization"). */
  public String sign(String timestamp, byte[] body) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key.getPrivate());
      signature.update(timestamp.getBytes(UTF_8));
      signature.update(body);
      return HexFormat.of().formatHex(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A key that was made here signs", e);
    }
  }

  private String publicKey() {
    byte[] encoded = key.getPublic().getEncoded();
    // The last bytes of the X.509 form are the key itself (RFC 8410).
    return HexFormat.of().formatHex(encoded, encoded.length - PUBLIC_KEY_BYTES, encoded.length);
  }
}
