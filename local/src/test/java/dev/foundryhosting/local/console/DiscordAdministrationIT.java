/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.foundryhosting.local.console.DiscordScreen.press;
import static dev.foundryhosting.local.console.DiscordScreen.select;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.foundryhosting.local.console.DiscordVisit.Member;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What maintainers do in Discord, and what the platform says there, by clicks in a real browser.
 */
class DiscordAdministrationIT {
  private static final String KIM = "1100000000000000104";

  @RegisterExtension static final DiscordVisit visit = new DiscordVisit();

  private DiscordScreen discord;

  @BeforeEach
  void open() {
    discord = visit.discord();
  }

  @Test
  void maintainersSeeAndSteerEverything() {
    Member owner = visit.lender();
    Member another = visit.borrower();
    visit.start(owner);
    discord.be("Kim", "maintainers");
    discord.command("/foundry-admin overview");
    Locator overview = discord.newest("Details of a server");
    assertThat(overview).containsText("%s · Running · @%s".formatted(owner.name(), owner.name()));
    String before = overview.textContent();
    visit.forward("PT1M");
    press(overview, "Refresh");
    assertThat(overview).not().hasText(before);
    visit.console().screenshot("discord-overview");
    select(overview, owner.name() + " · Running");
    assertThat(overview).containsText("Owner");
    press(overview, "Stop");
    discord.submit("Reason", "Too loud.");
    Locator sure = discord.newest("Stop the server of @" + owner.name() + "?");
    visit.console().screenshot("discord-confirm");
    press(sure, "Yes, do it");
    assertThat(sure).containsText("The server is being stopped.");
    press(overview, "Overview");
    assertThat(overview).containsText("Details of a server");
    discord.dismissAll();

    discord.command("/foundry-admin force-stop", "user", another.id(), "reason", "Never mind.");
    Locator notSure = discord.newest("Stop the server of @" + another.name() + "?");
    press(notSure, "Cancel");
    assertThat(notSure).containsText("Nothing was changed.");

    discord.be(owner.name(), owner.room());
    assertThat(discord.posts(owner.subdomain() + " has stopped").last()).containsText("Too loud.");
  }

  @Test
  void maintainersCancelSessions() {
    visit.lender();
    Member borrower = visit.borrower();
    visit.book(borrower, "The first", 86_400);
    visit.book(borrower, "The second", 172_800);
    visit.book(borrower, "The third", 259_200);
    String pool = visit.got("console/api/pool");
    Matcher id =
        Pattern.compile("\"sessionId\":\"([^\"]+)\"[^}]*\"title\":\"The first\"").matcher(pool);
    assertThat(id.find()).as(pool).isTrue();
    discord.be("Kim", "maintainers");
    discord.command("/foundry-admin cancel-session", "session", id.group(1), "reason", "We move.");
    Locator sure = discord.newest("Cancel session");
    press(sure, "Yes, do it");
    assertThat(sure).containsText("The session is cancelled.");
    discord.command("/foundry-admin overview");
    Locator overview = discord.newest("Details of a server");
    select(overview, borrower.name() + " · ");
    assertThat(overview).containsText("Owner");
    press(overview, "Cancel the next session");
    discord.submit("Reason", "A detour.");
    Locator next = discord.newest("Cancel session");
    press(next, "Yes, do it");
    assertThat(next).containsText("The session is cancelled.");
    press(overview, "Overview");
    press(overview, "Cancel all sessions");
    discord.submit("Reason", "A flood.");
    Locator all = discord.newest("of all members?");
    press(all, "Yes, do it");
    assertThat(all).containsText("All sessions are cancelled.");
    discord.dismissAll();

    discord.be(borrower.name(), borrower.room());
    assertThat(discord.post("The first")).containsText("We move.");
    assertThat(discord.post("The second")).containsText("A detour.");
    assertThat(discord.post("The third")).containsText("A flood.");
  }

  @Test
  void inMaintenanceNoServerStartsUntilItEnds() {
    Member owner = visit.lender();
    discord.be("Kim", "maintainers");
    discord.command("/foundry-admin maintenance", "enabled", "true", "reason", "New disks.");
    confirm("Turn maintenance on?", "The platform is in maintenance.");
    press(visit.dashboard(owner, "Ready to start"), "Start");
    discord.newest("The platform is in maintenance.");
    discord.dismissAll();
    discord.be("Kim", "maintainers");
    discord.command("/foundry-admin maintenance", "enabled", "false", "reason", "Done.");
    confirm("Turn maintenance off?", "The platform is open again.");
    discord.command("/foundry-admin reset");
    confirm("End maintenance", "Maintenance is reset.");
  }

  @Test
  void eachEventIsPostedOnceWhereItBelongs() {
    Map<String, String> posted = new LinkedHashMap<>();
    posted.put("InstanceReady", "is ready");
    posted.put("InstanceStopped", "has stopped");
    posted.put("InstanceFailed", "has failed");
    posted.put("ShutdownWarning", "will be stopped");
    posted.put("SessionPreparing", "Your session is being prepared");
    posted.put("SessionReady", "Your session is ready");
    posted.put("SessionFailed", "Your session does not take place");
    posted.put("SessionCancelled", "Your session was cancelled");
    posted.put("LicenseBorrowed", "A session was booked on your licence");
    posted.put("DonationBooked", "Thank you for your donation");
    Member member = visit.borrower();
    for (String name : posted.keySet()) {
      // EventBridge brings an event at least once.
      visit.publish(name, member.id(), member.id());
      visit.publish(name, member.id(), member.id());
    }
    visit.publish("DonationBooked", KIM, member.id());

    discord.be(member.name(), member.room());
    for (Map.Entry<String, String> each : posted.entrySet()) {
      Locator post = discord.post(each.getKey());
      assertThat(post).containsText(each.getValue());
    }
    visit.console().screenshot("discord-events");
    discord.be("Kim", "Foundry");
    assertThat(discord.post("Thank you for your donation")).containsText("5.00 EUR");
    for (String name : posted.keySet()) {
      discord.be(member.name(), member.room());
      assertThat(discord.posts(name)).hasCount(1);
    }
  }

  private void confirm(String question, String done) {
    Locator sure = discord.newest(question);
    press(sure, "Yes, do it");
    assertThat(sure).containsText(done);
  }
}
