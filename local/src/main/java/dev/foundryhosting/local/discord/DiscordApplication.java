package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.functions.discord.settings.DiscordSettings;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The bot as its maintainers would have set it up in Discord's portal, and the secret that the
 * platform holds of it. Token and key are made up anew each time.
 */
public final class DiscordApplication {
  private final String token = "made-up." + UUID.randomUUID();
  private final SigningKey key = SigningKey.generate();

  /** What stands in the secret {@code DISCORD_SECRET_ARN} of the functions. */
  public String secret() {
    ObjectNode secret =
        JsonNodeFactory.instance
            .objectNode()
            .put("token", token)
            .put("clientId", Guild.APPLICATION)
            .put("publicKey", key.publicKey())
            .put("guildId", Guild.ID)
            .put("categoryId", Guild.SERVERS_CATEGORY);
    secret.putArray("adminRoles").add(Guild.MAINTAINERS);
    return secret.toString();
  }

  /** The same, as the bot reads it. */
  DiscordSettings settings() {
    return new DiscordSettings(
        token,
        Guild.APPLICATION,
        Optional.of(key.publicKey()),
        Optional.of(Guild.ID),
        Optional.of(Guild.SERVERS_CATEGORY),
        Set.of(Guild.MAINTAINERS));
  }

  /** The header by which the bot's calls are known. */
  String authorization() {
    return "Bot " + token;
  }

  /** The signature of what this Discord sends, in hex digits. */
  public String sign(String timestamp, byte[] body) {
    return key.sign(timestamp, body);
  }
}
