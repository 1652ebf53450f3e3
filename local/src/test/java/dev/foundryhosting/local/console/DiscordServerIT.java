/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.foundryhosting.local.console.ConsoleVisit.in;
import static dev.foundryhosting.local.console.DiscordScreen.press;
import static dev.foundryhosting.local.console.DiscordScreen.select;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.foundryhosting.local.MadeUpKey;
import dev.foundryhosting.local.console.DiscordVisit.Member;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A member's own server, from the registration to its end, by clicks in a real browser. */
class DiscordServerIT {
  @RegisterExtension static final DiscordVisit visit = new DiscordVisit();

  private Page page;
  private DiscordScreen discord;

  @BeforeEach
  void open() {
    page = visit.page();
    discord = visit.discord();
  }

  @Test
  void membersRegisterByEachOfTheThreeRoutes() {
    Member owner = visit.member();
    visit.register(owner, "With my own, and lend it");
    discord.submit("Licence key", MadeUpKey.of(owner.id()));
    Locator registered = discord.newest("Your admin key, for you alone");
    assertThat(registered.locator("code")).hasCount(0);
    press(registered, "Show what is hidden");
    assertThat(registered.locator("code")).hasText(Pattern.compile("\\S{16,}"));
    visit.console().screenshot("discord-registered");
    registered.getByText("#" + owner.room()).click();
    discord.dashboard("Ready to start");
    assertThat(page.locator("#room-title")).hasText("#" + owner.room());

    visit.registerJoerg();

    Member borrower = visit.member();
    visit.register(borrower, "On a lent licence");
    discord.submit("Name of your server", owner.name());
    discord.newest("That name belongs to somebody else.");
    visit.register(borrower, "On a lent licence");
    discord.submit();
    discord.newest("Your server is made");
    visit.dashboard(borrower, "You play on lent licences");
    assertThat(discord.room(owner.room())).hasCount(0);

    discord.be("Kim", owner.room());
    assertThat(discord.posts("admin key, for you alone")).hasCount(0);
    press(discord.dashboard("Ready to start"), "Start");
    discord.newest("That belongs to somebody else.");
  }

  @Test
  void anOwnerPlaysByTheDashboard() {
    Member owner = visit.lender();
    select(visit.dashboard(owner, "Ready to start"), "Foundry 12");
    assertThat(discord.dashboard("12").locator("dd").first())
        .hasText(Pattern.compile("^12(\\.343)?$"));
    press(discord.dashboard("Ready to start"), "Start");
    discord.dashboard("Fetching Foundry");
    visit.console().screenshot("discord-starting");
    discord.dashboard("Booting");
    Locator dashboard = discord.dashboard("Running");
    discord.post(owner.subdomain() + " is ready");
    assertThat(open(dashboard)).hasAttribute("href", visit.server(owner.subdomain()));
    Page game = page.waitForPopup(open(dashboard)::click);
    assertThat(game.getByText("stands in for Foundry Virtual Tabletop")).isVisible();
    game.locator("#join").click();
    game.close();
    assertThat(dashboard).containsText("after 20 minutes without players");
    press(dashboard, "Keep it for an hour");
    assertThat(dashboard).containsText("Kept for you");
    press(dashboard, "Refresh");
    assertThat(in(dashboard, "Refresh")).isEnabled();
    assertThat(dashboard).containsText("Kept for you");
    visit.console().screenshot("discord-running");

    press(dashboard, "Admin key");
    press(discord.newest("Your admin key, for you alone"), "Show what is hidden");
    discord.command("/foundry dashboard");
    assertThat(discord.newest("Running")).containsText("Only you can see this.");
    discord.dismissAll();

    press(discord.dashboard("Running"), "Stop");
    discord.dashboard("Stopped");
    discord.post(owner.subdomain() + " has stopped");
    press(discord.dashboard("Stopped"), "Refresh");
    discord.dashboard("Stopped");
  }

  @Test
  void theChosenWorldIsOpenWhenTheServerIsReady() {
    Member owner = visit.lender();
    press(visit.dashboard(owner, "Ready to start"), "Worlds");
    press(discord.newest("Your worlds"), "World to open");
    discord.submit("Folder of the world", "the-sunless-vault");
    discord.newest("Your server opens this world from its next start on");
    discord.dismissAll();
    press(discord.dashboard("the-sunless-vault"), "Start");
    Locator dashboard = discord.dashboard("Running");
    Page game = page.waitForPopup(open(dashboard)::click);
    assertThat(game.locator("#world")).hasText("The Sunless Vault");
    game.close();
  }

  @Test
  void costsComeWithTheirWayToBeCovered() {
    Member owner = visit.lender();
    visit.start(owner);
    press(discord.dashboard("Running"), "Stop");
    press(discord.dashboard("Stopped"), "Costs");
    Locator costs = discord.newest("Not covered");
    assertThat(costs.locator("code")).hasText("discord: " + owner.id());
    assertThat(costs.getByText("Donate on Ko-fi", new Locator.GetByTextOptions().setExact(true)))
        .hasAttribute("href", visit.console().laptop().console() + "costs");
    visit.console().screenshot("discord-costs");
    press(costs, "My donation is missing");
    discord.submit("Ko-fi transaction id", "no-such-transaction");
    discord.newest("Something you entered is not right.");
    discord.command("/foundry costs", "month", "2026-11");
    discord.newest("Costs 2026-11");
    discord.command("/foundry costs", "month", "never");
    discord.newest("Something you entered is not right.");
    discord.dismissAll();
  }

  @Test
  void aServerWithoutMemoryGetsALargerSizeByOneClick() {
    Member owner = visit.lender();
    visit.start(owner);
    visit.publish("InstanceFailed", owner.id(), owner.id());
    press(discord.post("of InstanceFailed"), "Take Medium: 1 vCPU, 4 GB, 0.0536 USD an hour");
    discord.newest("Until then it goes on with: Small.");
    discord.dismissAll();
    Locator dashboard = discord.dashboard("Small; Medium from the next start on");
    visit.console().screenshot("discord-size");
    select(dashboard, "Large: 2 vCPU, 8 GB");
    discord.dashboard("Small; Large from the next start on");
  }

  @Test
  void aWarningCanBePutOff() {
    Member owner = visit.lender();
    visit.start(owner);
    visit.publish("ShutdownWarning", owner.id(), owner.id());
    press(discord.post("ShutdownWarning"), "Keep it for an hour");
    discord.newest("Your server keeps running until");
    discord.dismissAll();
  }

  @Test
  void thePageFitsEveryWidthInLightAndDark() {
    Member owner = visit.lender();
    visit.start(owner);
    visit
        .console()
        .inEveryWidthLightAndDark(
            "discord",
            "discord",
            opened -> {
              visit.show(opened);
              visit.dashboard(owner, "Running");
            });
    visit
        .console()
        .inEveryWidthLightAndDark(
            "discord",
            "discord-command",
            opened -> {
              visit.show(opened);
              visit.discord().be(owner.name(), owner.room());
              visit.discord().choose("/foundry-admin force-stop");
            });
  }

  @Test
  void aServerIsDestroyedByItsNameAndTheChannelGoesWithTheLastTie() {
    Member owner = visit.lender();
    Member borrower = visit.borrower();
    visit.start(owner);
    press(visit.dashboard(borrower, borrower.subdomain() + ".localhost"), "Destroy");
    press(discord.newest("Everything goes"), "Destroy everything");
    discord.submit("Type the name of your server", owner.subdomain());
    discord.newest("Nothing was destroyed: the name of your server is " + borrower.subdomain());
    press(discord.posts("Everything goes").last(), "Destroy everything");
    discord.submit("Type the name of your server", borrower.subdomain());
    assertThat(discord.room(borrower.room())).hasCount(0);

    press(visit.dashboard(owner, "Running"), "Destroy");
    press(discord.newest("Everything goes"), "Destroy it, but go on lending the licence");
    discord.submit("Type the name of your server", owner.subdomain());
    discord.newest("Your licence stays lent");
    assertThat(discord.room(owner.room())).isVisible();
    discord.be(owner.name(), "welcome");
    discord.command("/foundry license");
    Locator licence = discord.newest("Members without a licence can book");
    press(licence, "Stop at once");
    assertThat(discord.room(owner.room())).hasCount(0);
  }

  /** The button that leads to the server. */
  private static Locator open(Locator dashboard) {
    return dashboard.getByText("Open", new Locator.GetByTextOptions().setExact(true));
  }
}
