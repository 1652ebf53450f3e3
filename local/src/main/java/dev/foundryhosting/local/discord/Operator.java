package dev.foundryhosting.local.discord;

import dev.foundryhosting.functions.discord.command.CommandCatalogue;
import dev.foundryhosting.functions.discord.rest.Discord;
import dev.foundryhosting.functions.discord.rest.DiscordHttp;
import dev.foundryhosting.functions.discord.rest.Sleeper;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/**
 * Does what {@code make discord-commands} does, by the same code and the same call, when somebody
 * first looks.
 */
@Singleton
class Operator {
  private final Environment environment;
  private final DiscordApplication application;
  private final Community community;
  private final Clock clock;

  Operator(
      Environment environment, DiscordApplication application, Community community, Clock clock) {
    this.environment = environment;
    this.application = application;
    this.community = community;
    this.clock = clock;
  }

  synchronized void registerOnce() {
    if (community.commands().isEmpty()) {
      DiscordHttp http =
          new DiscordHttp(
              environment.get(Variable.DISCORD_API_BASE_URL), clock, Sleeper.sleeping());
      new Discord(http, application::settings)
          .registerCommands(Optional.of(Guild.ID), CommandCatalogue.json());
    }
  }
}
