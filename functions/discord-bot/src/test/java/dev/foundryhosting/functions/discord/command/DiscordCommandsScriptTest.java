/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.functions.discord.rest.StandInDiscord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code make discord-commands} runs, from its variables to Discord. In Maven's place stands a
 * script that names the classes which are built already.
 */
@DisabledOnOs(OS.WINDOWS)
class DiscordCommandsScriptTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final String IN_GUILD = "PUT /applications/9/guilds/8/commands";
  private static final String EVERYWHERE = "PUT /applications/9/commands";

  @TempDir private Path folder;

  private final StandInDiscord discord = new StandInDiscord();
  private String said;

  @BeforeEach
  void standInForMaven() throws IOException {
    Path maven = Files.createFile(folder.resolve("mvn"));
    Files.writeString(
        maven,
        "#!/bin/sh\nprintf %s \"$BUILT_ALREADY\" > functions/discord-bot/target/classpath\n");
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void theCommandsAreRegisteredRepeatedlyInTheCommunitysServer() {
    assertThat(run(Map.of("DISCORD_GUILD_ID", "8"))).isZero();
    assertThat(run(Map.of("DISCORD_GUILD_ID", "8"))).isZero();

    assertThat(said).contains("2 commands are registered in the Discord server 8.");
    // All of them take the place of all that were there: the second time changes nothing.
    assertThat(discord.lines()).containsExactly(IN_GUILD, IN_GUILD);
    assertThat(discord.calls()).allMatch(call -> call.body().equals(CommandCatalogue.json()));
    assertThat(discord.calls()).allMatch(call -> call.authorization().equals("Bot bot-token"));
  }

  @Test
  void globallyTheyAreRegisteredInAllServers() {
    Map<String, String> globally = Map.of("DISCORD_GUILD_ID", "8", "SCOPE", "global");
    assertThat(run(globally)).isZero();
    assertThat(run(globally)).isZero();

    assertThat(said).contains("2 commands are registered in all Discord servers.");
    assertThat(discord.lines()).containsExactly(EVERYWHERE, EVERYWHERE);
    assertThat(discord.calls()).allMatch(call -> call.body().equals(CommandCatalogue.json()));
  }

  @Test
  void aRefusalFailsTheScriptAndShowsNoToken() {
    discord.answers("PUT", "/applications/.*", 401, "{\"code\": 0}");

    assertThat(run(Map.of("DISCORD_GUILD_ID", "8"))).isEqualTo(1);
    assertThat(said).contains("Discord answered 401").doesNotContain("bot-token");
  }

  @Test
  void withoutAnApplicationItSaysWhatIsMissing() {
    assertThat(run(Map.of("DISCORD_TOKEN", ""))).isEqualTo(1);
    assertThat(said).contains("DISCORD_TOKEN and DISCORD_CLIENT_ID");
    assertThat(discord.calls()).isEmpty();
  }

  /** The exit code. */
  private int run(Map<String, String> more) {
    Path output = folder.resolve("output");
    ProcessBuilder script =
        new ProcessBuilder(ROOT.resolve("build/discord-commands").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    Map<String, String> environment = script.environment();
    environment.clear();
    environment.put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":/usr/bin:/bin");
    environment.put("MVN", folder.resolve("mvn").toString());
    environment.put("BUILT_ALREADY", System.getProperty("java.class.path"));
    environment.put("DISCORD_TOKEN", "bot-token");
    environment.put("DISCORD_CLIENT_ID", "9");
    environment.put("DISCORD_API_BASE_URL", discord.url());
    environment.putAll(more);
    try {
      Process process = script.start();
      if (!process.waitFor(60, SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("It does not end.");
      }
      said = Files.readString(output, UTF_8);
      return process.exitValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
