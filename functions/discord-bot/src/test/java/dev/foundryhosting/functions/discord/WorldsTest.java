/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord;

import static dev.foundryhosting.functions.discord.GuildFixture.ALICE;
import static dev.foundryhosting.functions.discord.GuildFixture.ORIGINAL;
import static dev.foundryhosting.functions.discord.GuildFixture.instance;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The worlds and save points of a server: seen, saved, restored and taken home. */
class WorldsTest {
  private static final String SAVE_POINT =
      """
      {'savePointId': 'run-1', 'createdAt': '2026-11-20T18:00:00Z', 'reason': 'run',
       'foundryVersion': '13.346', 'bytes': 314572800, 'newBytes': 1, 'worlds': ['keep'],
       'status': 'done'},
      {'savePointId': 'run-0', 'createdAt': '2026-11-19T18:00:00Z', 'reason': 'run',
       'foundryVersion': '13.346', 'bytes': 0, 'newBytes': 0, 'worlds': [], 'status': 'failed',
       'reasonFailed': 'The world ash cannot be kept.'}""";

  private final GuildFixture guild = new GuildFixture();

  @BeforeEach
  void aServerWithAWorld() {
    guild.platform.answers("status", instance("stopped"));
    guild.platform.answers(
        "list-worlds",
        "{'worlds': [{'world': 'keep', 'title': 'The *Keep*', 'system': 'dnd5e',"
            + " 'bytes': 3221225472, 'lastPlayedAt': '2026-11-20T17:00:00Z'}]}");
    guild.platform.answers("list-save-points", "{'savePoints': [" + SAVE_POINT + "]}");
  }

  @Test
  void worldsAndSavePointsAreListed() {
    var unused = guild.press(ALICE, "worlds:" + ALICE);

    assertThat(shown())
        .contains("**The \\\\*Keep\\\\*** (keep) · dnd5e · 3.0 GB · <t:1795194000:R>")
        .contains("<t:1795197600:F> · after play · 300 MB")
        .contains("after play · failed · The world ash cannot be kept.")
        .contains("2026-11-20 18:00 UTC")
        .doesNotContain("2026-11-19 18:00 UTC");
  }

  @Test
  void aSavePointIsTakenByOneClick() {
    guild.platform.answers(
        "create-save-point", SAVE_POINT.substring(0, SAVE_POINT.indexOf("},") + 1));

    var unused = guild.press(ALICE, "save:" + ALICE);

    assertThat(guild.platform.count("create-save-point")).isEqualTo(1);
    assertThat(shown()).contains("a start does not wait for it");
  }

  @Test
  void aRestoreIsTypedAfterItSaysWhatItReplaces() {
    guild.platform.answers("restore-save-point", instance("stopped"));
    press("restore:" + ALICE, "run-1");
    assertThat(shown())
        .contains("becomes as it was <t:1795197600:F>, with these worlds: keep. First a save point")
        .contains("restore-as:" + ALICE + ":run-1");

    type("something");
    assertThat(guild.platform.count("restore-save-point")).isZero();
    assertThat(shown()).contains("Nothing was restored");

    type("Grim-Keep");
    assertThat(guild.platform.request("restore-save-point").path("savePointId").asText())
        .isEqualTo("run-1");
  }

  @Test
  void aWorldIsPackedAndThenHandedOut() {
    guild.platform.answers("export-world", "{'status': 'requested'}");
    guild.platform.answers(
        "export-world",
        "{'url': 'https://archive.example.org/keep.tar.gz', 'expiresAt': '2026-11-20T18:15:00Z',"
            + " 'bytes': 2048}");
    press("take-home:" + ALICE, "keep");
    assertThat(guild.platform.request("export-world").path("world").asText()).isEqualTo("keep");
    assertThat(shown()).contains("is being packed");

    press("take-home:" + ALICE, "keep");
    assertThat(shown()).contains("https://archive.example.org/keep.tar.gz", "The link is for you");
  }

  private void press(String customId, String value) {
    var unused = guild.press(ALICE, customId, value);
  }

  private void type(String name) {
    var unused = guild.submit(ALICE, "restore-form:" + ALICE + ":run-1", "confirmation", name);
  }

  private String shown() {
    return guild.discord.calls().stream()
        .filter(call -> call.method().equals("PATCH") && call.path().equals(ORIGINAL))
        .reduce((any, later) -> later)
        .orElseThrow()
        .body()
        .toString();
  }
}
