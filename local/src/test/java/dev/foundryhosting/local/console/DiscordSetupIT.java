/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The bot in a Discord server where nobody has set it up yet, by clicks in a real browser. */
class DiscordSetupIT {
  @RegisterExtension static final ConsoleVisit console = DiscordVisit.laptopWithMembers();

  private Page page;
  private DiscordScreen discord;

  @BeforeEach
  void open() {
    page = console.open("discord");
    discord = new DiscordScreen(page);
  }

  @Test
  void aMaintainerPutsTheRegistrationUp() {
    assertThat(page.getByText("Members register by a message that stands here")).isVisible();
    console.screenshot("discord-empty");
    discord.be("Kim", "welcome");
    discord.command("/foundry-admin setup-registration");
    discord.post("Play Foundry here");
    assertThat(discord.post("The registration message is in #welcome"))
        .containsText("Kim used /foundry-admin setup-registration");
    discord.command("/foundry-admin recreate-registration");
    assertThat(discord.posts("The registration message is in #welcome")).hasCount(2);
    discord.post("Play Foundry here");
    discord.command("/foundry-admin test-log");
    discord.newest("A line was written");
    discord.command("/foundry-admin cleanup");
    discord.newest("Tidied up");

    discord.be("Anna", "welcome");
    assertThat(discord.room("maintainers")).hasCount(0);
    assertThat(discord.posts("Tidied up")).hasCount(0);
    discord.command("/foundry-admin cleanup");
    discord.newest("Only administrators may do that.");
    discord.command("/foundry help");
    discord.newest("Your own Foundry server");
    discord.command("/foundry dashboard");
    discord.newest("You have no server yet.");
    discord.command("/foundry license");
    discord.newest("You have no licence here.");
  }

  @Test
  void silenceIsShownUntilThereIsAnAnswerAgain() {
    assertThat(page.locator("#problem")).isHidden();
    page.route("**/discord/page/state*", Route::abort);
    assertThat(page.locator("#problem"))
        .hasText("The laptop edition does not answer. Does it still run?");
    page.unroute("**/discord/page/state*");
    assertThat(page.locator("#problem")).isHidden();
  }
}
