/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.command;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.rest.Discord;
import dev.foundryhosting.functions.discord.rest.DiscordApiException;
import dev.foundryhosting.functions.discord.rest.DiscordHttp;
import dev.foundryhosting.functions.discord.rest.Sleeper;
import dev.foundryhosting.functions.discord.settings.DiscordSettings;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Registers the slash commands ({@code make discord-commands}): all at once and in place of those
 * that are there, so it can be repeated. It reads {@code DISCORD_TOKEN}, {@code DISCORD_CLIENT_ID},
 * {@code DISCORD_GUILD_ID} (empty: in all Discord servers) and {@code DISCORD_API_BASE_URL}.
 */
public final class RegisterCommands {
  private RegisterCommands() {}

  public static void main(String[] arguments) {
    System.exit(run(System.getenv()));
  }

  /** The exit code: 0 when all commands are registered. */
  static int run(Map<String, String> environment) {
    String token = environment.getOrDefault("DISCORD_TOKEN", "");
    String clientId = environment.getOrDefault("DISCORD_CLIENT_ID", "");
    if (token.isBlank() || clientId.isBlank()) {
      System.err.println("DISCORD_TOKEN and DISCORD_CLIENT_ID must be set.");
      return 2;
    }
    Optional<String> guildId =
        Optional.of(environment.getOrDefault("DISCORD_GUILD_ID", "")).filter(id -> !id.isBlank());
    DiscordSettings settings =
        new DiscordSettings(token, clientId, Optional.empty(), guildId, Optional.empty(), Set.of());
    String baseUrl =
        environment.getOrDefault("DISCORD_API_BASE_URL", "https://discord.com/api/v10");
    Discord discord =
        new Discord(
            new DiscordHttp(baseUrl, Clock.systemUTC(), Sleeper.sleeping()), () -> settings);
    try {
      discord.registerCommands(guildId, CommandCatalogue.json());
    } catch (PlatformException | DiscordApiException e) {
      System.err.println(e.getMessage());
      return 1;
    }
    System.out.printf(
        "%d commands are registered %s.%n",
        CommandCatalogue.json().size(),
        guildId.map(id -> "in the Discord server " + id).orElse("in all Discord servers"));
    return 0;
  }
}
