package dev.foundryhosting.local.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.foundryhosting.local.console.ConsoleVisit.in;
import static dev.foundryhosting.local.console.DiscordScreen.press;
import static dev.foundryhosting.local.console.DiscordScreen.select;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.foundryhosting.local.RunningLaptop;
import dev.foundryhosting.local.stack.EmulatedStack;
import dev.foundryhosting.platform.ResourceNames;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/** The whole bot without Discord, by clicks in a real browser: each flow to its end. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DiscordIT {
  private static final String ANNA = "1100000000000000101";
  private static final String JOERG = "1100000000000000102";
  private static final String BO = "1100000000000000103";
  private static final String KIM = "1100000000000000104";
  private static final String ANNAS = "foundry-anna-0101";
  private static final String BOS = "foundry-bo-0103";
  private static final String JOERGS = "foundry-grimm-burg-0102";
  private static final String PASSWORD = "correct horse battery staple";
  private static final DateTimeFormatter TYPED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Europe/Berlin"));

  @RegisterExtension
  static final ConsoleVisit console =
      ConsoleVisit.at(0.3)
          .leaving(
              // Neither did Discord refuse anything, nor is a secret printed.
              output ->
                  assertThat(output.replaceAll(".*A test of the log.*", ""))
                      .doesNotContain("WARN", "ERROR", PASSWORD, "made-up"));

  private Page page;
  private DiscordScreen discord;

  @BeforeEach
  void open() {
    show(console.open("discord"));
  }

  @Test
  @Order(1)
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
  void silenceIsToldUntilThereIsAnAnswerAgain() {
    assertThat(page.locator("#problem")).isHidden();
    page.route("**/discord/page/state*", Route::abort);
    assertThat(page.locator("#problem"))
        .hasText("The laptop edition does not answer. Does it still run?");
    page.unroute("**/discord/page/state*");
    assertThat(page.locator("#problem")).isHidden();
  }

  @Test
  @Order(2)
  void membersRegisterInEachOfTheThreeWays() {
    register("Anna", "With my own, and lend it");
    discord.submit("Licence key", "MADE-UPKE-YTHA-TOPE-NSNO-THIN");
    Locator told = discord.newest("Your admin key, for you alone");
    assertThat(told.locator("code")).hasCount(0);
    press(told, "Show what is hidden");
    assertThat(told.locator("code")).hasText(Pattern.compile("\\S{16,}"));
    console.screenshot("discord-registered");
    told.getByText("#" + ANNAS).click();
    discord.dashboard("Ready to start");
    assertThat(page.locator("#room-title")).hasText("#" + ANNAS);

    discord.be("Jörg", "welcome");
    press(discord.post("Play Foundry here"), "Register");
    press(discord.newest("Wie möchtest du spielen?"), "Mit meiner eigenen Lizenz");
    discord.submit(
        "Name deines Servers", "Grimm Burg", "Benutzername", "joerg", "Passwort", PASSWORD);
    discord.newest("Dein Server");
    discord.be("Jörg", JOERGS);
    discord.dashboard("Bereit zum Starten");

    register("Bo", "On a lent licence");
    discord.submit("Name of your server", "Anna");
    discord.newest("That name belongs to somebody else.");
    register("Bo", "On a lent licence");
    discord.submit();
    discord.newest("Your server is made");
    discord.be("Bo", BOS);
    discord.dashboard("You play on lent licences");
    assertThat(discord.room(ANNAS)).hasCount(0);

    discord.be("Kim", ANNAS);
    assertThat(discord.posts("admin key, for you alone")).hasCount(0);
    press(discord.dashboard("Ready to start"), "Start");
    discord.newest("That belongs to somebody else.");
  }

  @Test
  @Order(3)
  void anOwnerPlaysByTheDashboard() {
    discord.be("Anna", ANNAS);
    select(discord.dashboard("Ready to start"), "Foundry 12");
    assertThat(discord.dashboard("12").locator("dd").first()).hasText("12");
    press(discord.dashboard("Ready to start"), "Start");
    discord.dashboard("Fetching Foundry");
    console.screenshot("discord-starting");
    discord.dashboard("Booting");
    Locator dashboard = discord.dashboard("Running");
    discord.post("anna is ready");
    assertThat(dashboard.getByText("Open")).hasAttribute("href", server("anna"));
    Page game = page.waitForPopup(dashboard.getByText("Open")::click);
    assertThat(game.getByText("stands in for Foundry Virtual Tabletop")).isVisible();
    game.locator("#join").click();
    game.close();
    assertThat(dashboard).containsText("after 20 minutes without players");
    press(dashboard, "Keep it for an hour");
    assertThat(dashboard).containsText("Kept for you");
    press(dashboard, "Refresh");
    assertThat(in(dashboard, "Refresh")).isEnabled();
    assertThat(dashboard).containsText("Kept for you");
    console.screenshot("discord-running");

    press(dashboard, "Admin key");
    press(discord.newest("Your admin key, for you alone"), "Show what is hidden");
    discord.command("/foundry dashboard");
    assertThat(discord.newest("Running")).containsText("Only you can see this.");
    discord.dismissAll();

    press(discord.dashboard("Running"), "Stop");
    discord.dashboard("Stopped");
    discord.post("anna has stopped");
    press(discord.dashboard("Stopped"), "Refresh");
    discord.dashboard("Stopped");
  }

  @Test
  @Order(4)
  void aMemberPlansAnEveningInTheOwnZone() {
    discord.be("Bo", BOS);
    discord.choose("/foundry sessions");
    page.locator("#options [name=timezone]").pressSequentially("berl");
    assertThat(page.locator("#proposed-timezone [aria-selected=true]")).hasText("Europe/Berlin");
    console.screenshot("discord-zone");
    page.locator("#options [name=timezone]").press("Enter");
    discord.button("Send").click();
    Locator sessions = discord.newest("You plan in Europe/Berlin");
    assertThat(sessions).containsText("Nothing is planned.");

    press(sessions, "Plan a session");
    assertThat(page.locator("#modal").getByLabel("Time zone")).hasValue("Europe/Berlin");
    discord.submit("What do you play?", "Strahd", "Start", "some day");
    discord.newest("must be a date and a time such as");
    press(sessions, "Plan a session");
    String start = typed(now().plusSeconds(7200));
    discord.submit("What do you play?", "*Strahd*", "Start", start);
    Locator proposal = discord.newest("Free licences: 1");
    assertThat(proposal.locator("h3")).hasText("*Strahd*");
    assertThat(proposal.locator(".moment").first()).containsText(start.substring(11));
    console.screenshot("discord-plan");
    press(proposal, "Book it");
    assertThat(proposal).containsText("Booked.");

    discord.be("Anna", ANNAS);
    assertThat(discord.post("A session was booked on your licence")).containsText("by @Bo");

    discord.be("Bo", BOS);
    press(discord.dashboard("You play on lent"), "Sessions");
    press(discord.newest("*Strahd* (planned)"), "Plan a session");
    discord.submit("What do you play?", "Again", "Start", start);
    Locator taken = discord.newest("No licence is free then.");
    press(taken, "Other time");
    discord.submit("What do you play?", "Later", "Start", typed(now().plusSeconds(100_000)));
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
  @Order(5)
  void anOwnerSteersTheLendingThroughAllItsStates() {
    book("Bo", BOS, "On loan", 3 * 3600);
    discord.be("Anna", ANNAS);
    press(discord.dashboard("Stopped"), "Licence");
    Locator licence = discord.newest("Members without a licence can book");
    press(licence, "Stop after the booked sessions");
    assertThat(licence).containsText("Booked sessions still take place");
    press(licence, "Go on lending");
    assertThat(licence).containsText("Members without a licence can book");
    press(licence, "Stop at once");
    assertThat(licence).containsText("You have stopped lending it.");
    console.screenshot("discord-licence");
    press(licence, "Lend it again");
    assertThat(licence).containsText("Members without a licence can book");
    discord.dismissAll();
    discord.be("Jörg", JOERGS);
    press(discord.dashboard("Bereit zum Starten"), "Lizenz");
    press(discord.newest("Nur du spielst darauf"), "Verleihen");
    discord.newest("Mitglieder ohne Lizenz");

    discord.be("Bo", BOS);
    assertThat(discord.post("Your session does not take place")).containsText("On loan");
  }

  @Test
  @Order(6)
  void costsAreToldWithTheWayToCoverThem() {
    discord.be("Anna", ANNAS);
    press(discord.dashboard("Stopped"), "Costs");
    Locator costs = discord.newest("Not covered");
    assertThat(costs.locator("code")).hasText("discord: " + ANNA);
    assertThat(costs.getByText("Donate on Ko-fi", exact()))
        .hasAttribute("href", console.laptop().console() + "costs");
    console.screenshot("discord-costs");
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
  @Order(7)
  void anEveningPassesWhileTheClockIsMoved() {
    book("Bo", BOS, "Into the night", 7200);
    forward("PT1H56M");
    discord.post("Your session is being prepared");
    discord.dashboard("Running");
    forward("PT4M30S");
    assertThat(discord.post("Your session is ready")).containsText("Into the night");
    console.screenshot("discord-session");
    console.laptop().send(json("console/api/servers/" + BO + "/players", "{\"players\":1}"));
    forward("PT4H52M");
    assertThat(discord.posts("will be stopped").last())
        .containsText(Pattern.compile("The session (was over|ended) at"));
    forward("PT12M");
    discord.post("bo has stopped");
    discord.dashboard("Stopped");
  }

  @Test
  @Order(8)
  void maintainersSeeAndSteerEverything() {
    discord.be("Anna", ANNAS);
    press(discord.dashboard("Stopped"), "Start");
    discord.dashboard("Running");
    discord.be("Kim", "maintainers");
    discord.command("/foundry-admin overview");
    Locator overview = discord.newest("Details of a server");
    assertThat(overview).containsText("Anna · Running · @Anna");
    String before = overview.textContent();
    forward("PT1M");
    press(overview, "Refresh");
    assertThat(overview).not().hasText(before);
    console.screenshot("discord-overview");
    select(overview, "Anna · Running");
    assertThat(overview).containsText("Owner");
    press(overview, "Stop");
    discord.submit("Reason", "Too loud.");
    Locator sure = discord.newest("Stop the server of @Anna?");
    console.screenshot("discord-confirm");
    press(sure, "Yes, do it");
    assertThat(sure).containsText("The server is being stopped.");
    press(overview, "Overview");
    assertThat(overview).containsText("Details of a server");
    discord.dismissAll();

    discord.command("/foundry-admin force-stop", "user", JOERG, "reason", "Never mind.");
    Locator notSure = discord.newest("Stop the server of @Jörg?");
    press(notSure, "Cancel");
    assertThat(notSure).containsText("Nothing was changed.");

    discord.be("Anna", ANNAS);
    assertThat(discord.posts("anna has stopped").last()).containsText("Too loud.");
  }

  @Test
  @Order(9)
  void maintainersCancelSessions() {
    book("Bo", BOS, "The first", 86_400);
    book("Bo", BOS, "The second", 172_800);
    book("Bo", BOS, "The third", 259_200);
    String pool = got("console/api/pool");
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
    select(overview, "Bo · ");
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

    discord.be("Bo", BOS);
    assertThat(discord.post("The first")).containsText("We move.");
    assertThat(discord.post("The second")).containsText("A detour.");
    assertThat(discord.post("The third")).containsText("A flood.");
  }

  @Test
  @Order(10)
  void inMaintenanceNobodyStartsUntilItEnds() {
    discord.be("Kim", "maintainers");
    discord.command("/foundry-admin maintenance", "enabled", "true", "reason", "New disks.");
    confirm("Turn maintenance on?", "The platform is in maintenance.");
    discord.be("Anna", ANNAS);
    press(discord.dashboard("Stopped"), "Start");
    discord.newest("The platform is in maintenance.");
    discord.dismissAll();
    discord.be("Kim", "maintainers");
    discord.command("/foundry-admin maintenance", "enabled", "false", "reason", "Done.");
    confirm("Turn maintenance off?", "The platform is open again.");
    discord.command("/foundry-admin reset");
    confirm("End maintenance", "Maintenance is reset.");
  }

  @Test
  @Order(11)
  void eachEventIsToldOnceWhereItBelongs() {
    Map<String, String> told = new LinkedHashMap<>();
    told.put("InstanceReady", "is ready");
    told.put("InstanceStopped", "has stopped");
    told.put("InstanceFailed", "has failed");
    told.put("ShutdownWarning", "will be stopped");
    told.put("SessionPreparing", "Your session is being prepared");
    told.put("SessionReady", "Your session is ready");
    told.put("SessionFailed", "Your session does not take place");
    told.put("SessionCancelled", "Your session was cancelled");
    told.put("LicenseBorrowed", "A session was booked on your licence");
    told.put("DonationBooked", "Thank you for your donation");
    for (String name : told.keySet()) {
      // EventBridge brings an event at least once.
      put(name, BO);
      put(name, BO);
    }
    put("DonationBooked", KIM);

    discord.be("Bo", BOS);
    for (Map.Entry<String, String> each : told.entrySet()) {
      Locator post = discord.post(each.getKey());
      assertThat(post).containsText(each.getValue());
    }
    console.screenshot("discord-events");
    discord.be("Kim", "Foundry");
    assertThat(discord.post("Thank you for your donation")).containsText("5.00 EUR");
    for (String name : told.keySet()) {
      discord.be("Bo", BOS);
      assertThat(discord.posts(name)).hasCount(1);
    }
  }

  @Test
  @Order(12)
  void aWarningCanBePutOff() {
    discord.be("Anna", ANNAS);
    press(discord.dashboard("Stopped"), "Start");
    discord.dashboard("Running");
    put("ShutdownWarning", ANNA);
    press(discord.post("ShutdownWarning"), "Keep it for an hour");
    discord.newest("Your server keeps running until");
    discord.dismissAll();
  }

  @Test
  @Order(13)
  void thePageFitsEveryWidthInLightAndDark() {
    console.inEveryWidthLightAndDark(
        "discord",
        "discord",
        opened -> {
          show(opened);
          discord.be("Anna", ANNAS);
          discord.dashboard("Running");
        });
    console.inEveryWidthLightAndDark(
        "discord",
        "discord-command",
        opened -> {
          show(opened);
          discord.be("Anna", ANNAS);
          discord.choose("/foundry-admin force-stop");
        });
  }

  @Test
  @Order(14)
  void aServerIsDestroyedByItsNameAndTheChannelGoesWithTheLastTie() {
    discord.be("Bo", BOS);
    press(discord.dashboard("bo.localhost"), "Destroy");
    press(discord.newest("Everything goes"), "Destroy everything");
    discord.submit("Type the name of your server", "anna");
    discord.newest("Nothing was destroyed: the name of your server is bo");
    press(discord.posts("Everything goes").last(), "Destroy everything");
    discord.submit("Type the name of your server", "bo");
    assertThat(discord.room(BOS)).hasCount(0);

    discord.be("Anna", ANNAS);
    press(discord.dashboard("Running"), "Destroy");
    press(discord.newest("Everything goes"), "Destroy it, but go on lending the licence");
    discord.submit("Type the name of your server", "anna");
    discord.newest("Your licence stays lent");
    assertThat(discord.room(ANNAS)).isVisible();
    discord.be("Anna", "welcome");
    discord.command("/foundry license");
    Locator licence = discord.newest("Members without a licence can book");
    press(licence, "Stop at once");
    assertThat(discord.room(ANNAS)).hasCount(0);
  }

  private void confirm(String question, String done) {
    Locator sure = discord.newest(question);
    press(sure, "Yes, do it");
    assertThat(sure).containsText(done);
  }

  private static void put(String name, String userId) {
    String detail =
        """
        {"eventId": "%s-%s", "occurredAt": "2026-11-25T12:00:00Z", "userId": "%s",
         "subdomain": "%s", "reason": "of %s", "shutdownAt": "2026-11-25T13:00:00Z",
         "canKeepAlive": true, "licenseId": "byol-1", "borrowerId": "%s",
         "session": {"sessionId": "s", "title": "Evening of %s",
                     "startsAt": "2026-11-25T19:00:00Z", "endsAt": "2026-11-25T23:00:00Z"},
         "transactionId": "t", "amount": "5.00", "currency": "EUR", "from": "a friend of %s"}"""
            .formatted(name, userId, userId, name, name, BO, name, name);
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

  private static void forward(String duration) {
    assertThat(
            console
                .laptop()
                .send(json("console/api/clock", "{\"forward\":\"" + duration + "\"}"))
                .body())
        .contains("\"ok\":true");
  }

  private static HttpRequest json(String path, String body) {
    return HttpRequest.newBuilder(URI.create(console.laptop().console() + path))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static String got(String path) {
    RunningLaptop laptop = console.laptop();
    return laptop.get(laptop.console() + path).body();
  }

  private static Instant now() {
    String time = got("console/api/clock");
    return Instant.parse(time.replaceAll(".*\"now\":\"([^\"]+)\".*", "$1"));
  }

  private void register(String person, String how) {
    discord.be(person, "welcome");
    press(discord.post("Play Foundry here"), "Register");
    press(discord.newest("How do you want to play?"), how);
  }

  private void book(String person, String room, String title, long secondsAhead) {
    discord.be(person, room);
    press(page.locator(".post").first(), "Sessions");
    press(discord.newest("Your sessions"), "Plan a session");
    discord.submit("What do you play?", title, "Start", typed(now().plusSeconds(secondsAhead)));
    Locator proposal = discord.newest("Free licences:");
    press(proposal, "Book it");
    assertThat(proposal).containsText("Booked.");
    discord.dismissAll();
  }

  private static String typed(Instant time) {
    return TYPED.format(time);
  }

  private static String server(String subdomain) {
    return "http://%s.localhost:%d/".formatted(subdomain, console.laptop().port() + 1);
  }

  private void show(Page opened) {
    page = opened;
    discord = new DiscordScreen(page);
  }

  private static Locator.GetByTextOptions exact() {
    return new Locator.GetByTextOptions().setExact(true);
  }
}
