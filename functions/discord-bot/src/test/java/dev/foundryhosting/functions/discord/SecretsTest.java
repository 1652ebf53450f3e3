/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord;

import static dev.foundryhosting.functions.discord.GuildFixture.ALICE;
import static dev.foundryhosting.functions.discord.GuildFixture.instance;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No failure brings a token, password or key into a log or to another person. */
class SecretsTest {
  private static final String PASSWORD = "correct-horse-battery";
  private static final String KEY = "admin-key-0815";
  private static final Logger ROOT = Logger.getLogger("dev.foundryhosting");

  private final GuildFixture guild = new GuildFixture();
  private final List<String> logged = new ArrayList<>();
  private final Handler listener =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          StringWriter text = new StringWriter();
          text.append(line.getMessage());
          if (line.getThrown() != null) {
            line.getThrown().printStackTrace(new PrintWriter(text));
          }
          logged.add(text.toString());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    ROOT.addHandler(listener);
    ROOT.setLevel(Level.ALL);
  }

  @AfterEach
  void leave() {
    ROOT.removeHandler(listener);
    ROOT.setLevel(null);
  }

  @Test
  void noFailureRevealsASecret() {
    guild.hasChannel(ALICE, "840000000000000001", "");
    guild.platform.answers("get-admin-key", "{'adminKey': '" + KEY + "'}");
    guild.platform.refuses("create", ErrorCode.INSTANCE_ALREADY_EXISTS);
    guild.platform.breaks("create", new IllegalStateException("a defect"));
    guild.platform.breaks(
        "create", PlatformException.dependency("No answer.", true, new IllegalStateException("x")));
    guild.platform.answers("create", instance("created"));
    guild.discord.answers("PATCH", ".*", 500, "");
    guild.discord.answers("POST", "/channels/.*", 403, "{\"code\": 50013}");

    for (int i = 0; i < 4; i++) {
      guild.submit(ALICE, "register-form:own", "name", "Grim Keep", "foundryPassword", PASSWORD);
    }
    guild.discord.answers("PATCH", ".*", 401, "{\"code\": 50027}");
    guild.press(ALICE, "admin-key:" + ALICE);

    assertThat(guild.platform.count("create")).isEqualTo(4);
    assertThat(logged).as("what was logged").hasSizeGreaterThan(3);
    assertThat(logged).noneMatch(SecretsTest::givesAway);
    assertThat(guild.log).noneMatch(SecretsTest::givesAway);
    assertThat(guild.discord.calls())
        .filteredOn(call -> call.path().startsWith("/channels/"))
        .isNotEmpty()
        .noneMatch(call -> givesAway(call.body().toString()));
  }

  private static boolean givesAway(String text) {
    return text.contains(PASSWORD)
        || text.contains(KEY)
        || text.contains(GuildFixture.TOKEN)
        || text.contains(GuildFixture.BOT_TOKEN);
  }
}
