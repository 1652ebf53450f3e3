/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.foundryhosting.local.console.DiscordScreen.press;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.foundryhosting.local.MadeUpKey;
import dev.foundryhosting.local.RunningLaptop;
import dev.foundryhosting.local.stack.EmulatedStack;
import dev.foundryhosting.platform.ResourceNames;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/**
 * The page that plays Discord, in a laptop edition of a test class's own, with the registration
 * message up. Each test meets members whom no other test meets, and nothing stays lent after it.
 */
final class DiscordVisit
    implements ExecutionCondition,
        BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback {
  static final String PASSWORD = "correct horse battery staple";

  private static final int MEMBERS = 30;
  private static final DateTimeFormatter TYPED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Europe/Berlin"));

  private final ConsoleVisit console = laptopWithMembers();
  private final List<Member> lenders = new ArrayList<>();
  private Page page;
  private DiscordScreen discord;
  private boolean registrationIsUp;
  private int met;

  /**
   * Somebody in the made-up Discord server.
   *
   * @param id of the account, and so of the user
   */
  record Member(String id, String name) {
    /** The first part of the server's address, where its owner chose none. */
    String subdomain() {
      return name.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    /** The member's own channel. */
    String room() {
      return "foundry-" + subdomain() + "-" + id.substring(id.length() - 4);
    }
  }

  /** A laptop edition with members enough for each test of a class. */
  static ConsoleVisit laptopWithMembers() {
    return ConsoleVisit.with(
            () ->
                Map.of(
                    "FOUNDRY_LOCAL_PACE",
                    "0.3",
                    "FOUNDRY_LOCAL_MEMBERS",
                    Integer.toString(MEMBERS)))
        .leaving(
            // Neither did Discord refuse anything, nor is a secret printed.
            output ->
                assertThat(output.replaceAll(".*A test of the log.*", ""))
                    .doesNotContain("WARN", "ERROR", PASSWORD, "made-up"));
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return console.evaluateExecutionCondition(context);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    console.beforeAll(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    show(console.open("discord"));
    if (!registrationIsUp) {
      discord.be("Kim", "welcome");
      discord.command("/foundry-admin setup-registration");
      discord.post("Play Foundry here");
      registrationIsUp = true;
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    for (Member lender : lenders) {
      var unused =
          console
              .laptop()
              .invoke(
                  "instance-management",
                  "{\"action\":\"manage-license-state\",\"userId\":\"%s\",\"operation\":\"immediate_stop\"}"
                      .formatted(lender.id()));
    }
    lenders.clear();
    console.afterEach(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    console.afterAll(context);
  }

  ConsoleVisit console() {
    return console;
  }

  Page page() {
    return page;
  }

  DiscordScreen discord() {
    return discord;
  }

  /** Goes on in a page that was opened by others. */
  void show(Page opened) {
    page = opened;
    discord = new DiscordScreen(page);
  }

  /** One who has not registered. */
  Member member() {
    met++;
    return new Member("11000000000000002%02d".formatted(met), "Member " + met);
  }

  /** One with a server and a licence that is lent. */
  Member lender() {
    Member member = member();
    register(member, "With my own, and lend it");
    discord.submit("Licence key", MadeUpKey.of(member.id()));
    discord.newest("Your admin key, for you alone");
    lenders.add(member);
    return member;
  }

  /** One with a server and no licence. */
  Member borrower() {
    Member member = member();
    register(member, "On a lent licence");
    discord.submit();
    discord.newest("Your server is made");
    return member;
  }

  /** Jörg, who reads German, registers with a server and a licence that nobody else plays on. */
  void registerJoerg() {
    discord.be("Jörg", "welcome");
    press(discord.post("Play Foundry here"), "Register");
    press(discord.newest("Wie möchtest du spielen?"), "Mit meiner eigenen Lizenz");
    discord.submit(
        "Name deines Servers", "Grimm Burg", "Benutzername", "joerg", "Passwort", PASSWORD);
    discord.newest("Dein Server");
    discord.be("Jörg", "foundry-grimm-burg-0102");
    discord.dashboard("Bereit zum Starten");
  }

  /** Opens the form in which one registers. */
  void register(Member member, String how) {
    discord.be(member.name(), "welcome");
    press(discord.post("Play Foundry here"), "Register");
    press(discord.newest("How do you want to play?"), how);
  }

  /** The dashboard in the member's own channel, as soon as it says so. */
  Locator dashboard(Member member, String text) {
    discord.be(member.name(), member.room());
    return discord.dashboard(text);
  }

  /** Starts a member's server, which then runs. */
  void start(Member member) {
    press(dashboard(member, "Ready to start"), "Start");
    discord.dashboard("Running");
  }

  void book(Member member, String title, long secondsAhead) {
    press(dashboard(member, "Sessions"), "Sessions");
    press(discord.newest("Your sessions"), "Plan a session");
    String start = typed(now().plusSeconds(secondsAhead));
    discord.submit("What do you play?", title, "Time zone", "Europe/Berlin", "Start", start);
    Locator proposal = discord.newest("Free licences:");
    press(proposal, "Book it");
    assertThat(proposal).containsText("Booked.");
    discord.dismissAll();
  }

  /** Puts an event on the platform's bus, as the functions do; its texts name the event. */
  void publish(String name, String userId, String borrowerId) {
    String detail =
        """
        {"eventId": "%1$s-%2$s", "occurredAt": "2026-11-25T12:00:00Z", "userId": "%2$s",
         "subdomain": "%1$s", "reason": "of %1$s", "shutdownAt": "2026-11-25T13:00:00Z",
         "canKeepAlive": true, "largerSize": "medium", "licenseId": "byol-1", "borrowerId": "%3$s",
         "session": {"sessionId": "s", "title": "Evening of %1$s",
                     "startsAt": "2026-11-25T19:00:00Z", "endsAt": "2026-11-25T23:00:00Z"},
         "transactionId": "t", "amount": "5.00", "currency": "EUR", "from": "a friend of %1$s"}"""
            .formatted(name, userId, borrowerId);
    EmulatedStack.clients(console.laptop().emulator())
        .eventBridge()
        .putEvents(
            r ->
                r.entries(
                    PutEventsRequestEntry.builder()
                        .eventBusName(ResourceNames.EVENT_BUS)
                        .source(ResourceNames.EVENT_BUS)
                        .detailType(name)
                        .detail(detail)
                        .build()));
  }

  /** As a person types it who lives in Berlin. */
  static String typed(Instant time) {
    return TYPED.format(time);
  }

  String server(String subdomain) {
    return "http://%s.localhost:%d".formatted(subdomain, console.laptop().port() + 1);
  }

  void forward(String duration) {
    assertThat(send("console/api/clock", "{\"forward\":\"" + duration + "\"}"))
        .contains("\"ok\":true");
  }

  Instant now() {
    return Instant.parse(got("console/api/clock").replaceAll(".*\"now\":\"([^\"]+)\".*", "$1"));
  }

  String got(String path) {
    RunningLaptop laptop = console.laptop();
    return laptop.get(laptop.console() + path).body();
  }

  String send(String path, String json) {
    return console
        .laptop()
        .send(
            HttpRequest.newBuilder(URI.create(console.laptop().console() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build())
        .body();
  }
}
