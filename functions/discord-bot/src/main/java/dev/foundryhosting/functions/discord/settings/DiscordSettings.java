/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.settings;

import java.util.Optional;
import java.util.Set;

/**
 * The Discord application, as the platform's secret holds it.
 *
 * @param token with which the bot calls Discord; a secret
 * @param clientId the application's id, which is also the bot's user id
 * @param publicKey 64 hex digits that verify Discord's requests; the bot refuses all without it, or
 *     when it is no public key
 * @param guildId the one Discord server that the bot serves
 * @param categoryId below which members' channels are made
 * @param adminRoles the ids of the roles whose members administer the platform
 */
public record DiscordSettings(
    String token,
    String clientId,
    Optional<String> publicKey,
    Optional<String> guildId,
    Optional<String> categoryId,
    Set<String> adminRoles) {

  public DiscordSettings {
    adminRoles = Set.copyOf(adminRoles);
  }

  @Override
  public String toString() {
    return "DiscordSettings[" + clientId + "]";
  }
}
