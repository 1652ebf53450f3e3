/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.foundryhosting.local.console.DiscordScreen.press;
import static dev.foundryhosting.local.console.DiscordScreen.select;
import static dev.foundryhosting.local.console.DiscordVisit.typed;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.foundryhosting.local.console.DiscordVisit.Member;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sessions on a lent licence, by clicks in a real browser. */
class DiscordSessionsIT {
  @RegisterExtension static final DiscordVisit visit = new DiscordVisit();

  private Page page;
  private DiscordScreen discord;

  @BeforeEach
  void open() {
    page = visit.page();
    discord = visit.discord();
  }

  @Test
  void aMemberPlansASessionInTheOwnZone() {
    Member owner = visit.lender();
    Member borrower = visit.borrower();
    discord.be(borrower.name(), borrower.room());
    discord.choose("/foundry sessions");
    page.locator("#options [name=timezone]").pressSequentially("berl");
    assertThat(page.locator("#proposed-timezone [aria-selected=true]")).hasText("Europe/Berlin");
    visit.console().screenshot("discord-zone");
    page.locator("#options [name=timezone]").press("Enter");
    discord.button("Send").click();
    Locator sessions = discord.newest("You plan in Europe/Berlin");
    assertThat(sessions).containsText("Nothing is planned.");

    press(sessions, "Plan a session");
    assertThat(page.locator("#modal").getByLabel("Time zone")).hasValue("Europe/Berlin");
    discord.submit("What do you play?", "Strahd", "Start", "some day");
    discord.newest("must be a date and a time such as");
    press(sessions, "Plan a session");
    String start = typed(visit.now().plusSeconds(7200));
    discord.submit("What do you play?", "*Strahd*", "Start", start);
    Locator proposal = discord.newest("Free licences: 1");
    assertThat(proposal.locator("h3")).hasText("*Strahd*");
    assertThat(proposal.locator(".moment").first()).containsText(start.substring(11));
    visit.console().screenshot("discord-plan");
    press(proposal, "Book it");
    assertThat(proposal).containsText("Booked.");

    discord.be(owner.name(), owner.room());
    assertThat(discord.post("A session was booked on your licence"))
        .containsText("by @" + borrower.name());

    press(visit.dashboard(borrower, "You play on lent"), "Sessions");
    press(discord.newest("*Strahd* (planned)"), "Plan a session");
    discord.submit("What do you play?", "Again", "Start", start);
    Locator taken = discord.newest("No licence is free then.");
    press(taken, "Other time");
    discord.submit("What do you play?", "Later", "Start", typed(visit.now().plusSeconds(100_000)));
    Locator later = discord.newest("Free licences: 1");
    press(later, "Cancel");
    assertThat(later).containsText("Nothing was changed.");
    press(discord.dashboard("You play on lent"), "Sessions");
    Locator mine = discord.newest("*Strahd* (planned)");
    select(mine, "*Strahd*");
    assertThat(mine).containsText("Nothing is planned.");
    discord.dismissAll();
  }

  @Test
  void anOwnerSteersTheLendingThroughAllItsStates() {
    Member owner = visit.lender();
    Member borrower = visit.borrower();
    visit.book(borrower, "On loan", 3 * 3600);
    press(visit.dashboard(owner, "Ready to start"), "Licence");
    Locator licence = discord.newest("Members without a licence can book");
    press(licence, "Stop after the booked sessions");
    assertThat(licence).containsText("Booked sessions still take place");
    press(licence, "Go on lending");
    assertThat(licence).containsText("Members without a licence can book");
    press(licence, "Stop at once");
    assertThat(licence).containsText("You have stopped lending it.");
    visit.console().screenshot("discord-licence");
    press(licence, "Lend it again");
    assertThat(licence).containsText("Members without a licence can book");
    discord.dismissAll();

    discord.be(borrower.name(), borrower.room());
    assertThat(discord.post("Your session does not take place")).containsText("On loan");
  }

  @Test
  void whatWasNotLentCanBeLentLater() {
    visit.registerJoerg();
    press(discord.dashboard("Bereit zum Starten"), "Lizenz");
    Locator licence = discord.newest("Nur du spielst darauf");
    press(licence, "Verleihen");
    discord.newest("Mitglieder ohne Lizenz");
  }

  @Test
  void aSessionPassesWhileTheClockIsMoved() {
    visit.lender();
    Member borrower = visit.borrower();
    visit.book(borrower, "Into the night", 7200);
    visit.forward("PT1H56M");
    discord.post("Your session is being prepared");
    discord.dashboard("Running");
    visit.forward("PT4M30S");
    assertThat(discord.post("Your session is ready")).containsText("Into the night");
    visit.console().screenshot("discord-session");
    String unused =
        visit.send("console/api/servers/" + borrower.id() + "/players", "{\"players\":1}");
    visit.forward("PT4H52M");
    assertThat(discord.posts("will be stopped").last())
        .containsText(Pattern.compile("The session (was over|ended) at"));
    visit.forward("PT12M");
    discord.post(borrower.subdomain() + " has stopped");
    discord.dashboard("Stopped");
  }
}
