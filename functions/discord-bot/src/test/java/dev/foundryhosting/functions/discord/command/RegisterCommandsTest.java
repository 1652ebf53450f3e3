/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.functions.discord.rest.StandInDiscord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegisterCommandsTest {
  private final StandInDiscord discord = new StandInDiscord();
  private final Map<String, String> environment =
      new HashMap<>(
          Map.of(
              "DISCORD_TOKEN", "bot-token",
              "DISCORD_CLIENT_ID", "9",
              "DISCORD_API_BASE_URL", discord.url()));

  @Test
  void allCommandsAreRegisteredInOneCall() {
    environment.put("DISCORD_GUILD_ID", "8");

    assertThat(RegisterCommands.run(environment)).isZero();
    assertThat(RegisterCommands.run(environment)).isZero();

    assertThat(discord.lines())
        .containsExactly(
            "PUT /applications/9/guilds/8/commands", "PUT /applications/9/guilds/8/commands");
    JsonNode commands = discord.last().body();
    assertThat(names(commands)).containsExactly("foundry", "foundry-admin");
    assertThat(names(commands.path(0).path("options")))
        .containsExactly("dashboard", "help", "license", "sessions", "costs");
    assertThat(names(commands.path(1).path("options")))
        .containsExactly(
            "overview",
            "setup-registration",
            "recreate-registration",
            "force-stop",
            "cancel-session",
            "maintenance",
            "reset",
            "test-log",
            "cleanup");
    assertThat(discord.last().authorization()).isEqualTo("Bot bot-token");
  }

  @Test
  void withoutADiscordServerTheyAreRegisteredInAll() {
    assertThat(RegisterCommands.run(environment)).isZero();

    assertThat(discord.lines()).containsExactly("PUT /applications/9/commands");
  }

  @Test
  void aRefusalAndAMissingTokenFail() {
    discord.answers("PUT", "/applications/.*", 401, "{\"code\": 0}");
    assertThat(RegisterCommands.run(environment)).isEqualTo(1);

    environment.remove("DISCORD_TOKEN");
    assertThat(RegisterCommands.run(environment)).isEqualTo(2);
  }

  private static List<String> names(JsonNode list) {
    List<String> names = new ArrayList<>();
    list.forEach(each -> names.add(each.path("name").asText()));
    return names;
  }
}
