/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.task;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.rest.Discord;
import dev.foundryhosting.functions.discord.rest.DiscordApiException;
import dev.foundryhosting.functions.discord.settings.DiscordSettings;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether a person is a member of the Discord server that the bot serves. */
public final class Membership {
  private final Discord discord;
  private final Supplier<DiscordSettings> settings;

  public Membership(Discord discord, Supplier<DiscordSettings> settings) {
    this.discord = discord;
    this.settings = settings;
  }

  /**
   * What Discord signed in its server is by a member of it; a direct message may be by somebody who
   * has left, or was never there. Without a configured server everybody is a member.
   *
   * @throws PlatformException {@code DEPENDENCY_FAILED} when Discord does not say
   */
  boolean holds(Interaction interaction) {
    Optional<String> guild = settings.get().guildId();
    if (guild.isEmpty() || guild.equals(interaction.guildId())) {
      return true;
    }
    try {
      return discord.isMember(guild.get(), interaction.userId());
    } catch (DiscordApiException e) {
      throw PlatformException.dependency(
          "Discord did not say whether you are a member of its server.", true, e);
    }
  }
}
