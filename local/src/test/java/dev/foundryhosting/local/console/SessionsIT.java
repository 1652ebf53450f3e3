package dev.foundryhosting.local.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.foundryhosting.local.RunningLaptop;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;

/** Lending, booking and playing on a borrowed licence, by clicks in a real browser. */
@EnabledIf("hasBrowser")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SessionsIT {
  private static final double PATIENCE_MILLIS = 30_000;

  private static RunningLaptop laptop;
  private static ConsoleBrowser browser;

  private Page page;

  static boolean hasBrowser() {
    return ConsoleBrowser.installed();
  }

  @BeforeAll
  static void start() {
    laptop = RunningLaptop.start(Map.of("FOUNDRY_LOCAL_PACE", "0.3"));
    browser = ConsoleBrowser.start(laptop);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    laptop.close();
  }

  @AfterEach
  void noComplaintOfTheBrowser() {
    browser.closePage();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  @Order(1)
  void withoutServersBothPagesSayWhereToBegin() {
    open("sessions");
    assertThat(page.getByText("Nobody is here yet")).isVisible();
    browser.screenshot("sessions-empty");
    open("licences");
    assertThat(page.getByText("No licence yet")).isVisible();
    browser.screenshot("licences-empty");
  }

  @Test
  @Order(2)
  void anOwnerLendsTheLicenceAndTakesItBackByClicks() {
    create("anna", "Anna", true);
    open("licences");
    Locator licence = licence("Anna");
    assertThat(licence.locator(".pill")).hasText("not lent", patiently());
    in(licence, "Lend it").click();
    assertThat(licence.locator(".pill")).hasText("lent", patiently());
    in(licence, "Take back at once").click();
    assertThat(page.getByText("Nobody else has booked it, so nothing fails.")).isVisible();
    button("Go on lending").click();
    assertThat(licence.locator(".pill")).hasText("lent");
    in(licence, "Take back at once").click();
    button("Take it back now").click();
    assertThat(licence.locator(".pill")).hasText("taken back", patiently());
    in(licence, "Lend it again").click();
    assertThat(licence.locator(".pill")).hasText("lent", patiently());
  }

  @Test
  @Order(3)
  void aMemberBooksSeesWhatIsTakenAndCancels() {
    create("bo", "Bo", false);
    create("dora", "Dora", false);
    open("sessions");
    assertThat(page.getByText("Nothing is booked.")).isVisible();
    be("Bo");
    available("Free: one licence.");
    book("Curse of Strahd");
    assertThat(session("Curse of Strahd")).containsText("on the licence of Anna", contains());
    assertThat(page.locator(".cal-own .cal-title")).hasText("Curse of S…", patiently());
    assertThat(laptop.get(laptop.console() + "console/api/pool").body())
        .contains("\"timeZone\":\"Europe/Berlin\"");
    available("You have another session around that time.");

    be("Dora");
    assertThat(session("Curse of Strahd")).hasCount(0);
    available("Taken: every licence is booked around that time.");
    assertThat(page.locator(".cal-own")).hasCount(0, soon());
    browser.screenshot("sessions-taken");
    page.getByLabel("Title").fill("Lost Mine");
    button("Book it").click();
    assertThat(page.locator("#book-form").getByRole(AriaRole.ALERT))
        .containsText("That time is taken", contains());
    page.locator("#availability").getByRole(AriaRole.BUTTON).click();
    available("Free: one licence.");
    book("Lost Mine");
    assertThat(session("Curse of Strahd")).hasCount(0);

    button("Everybody's").click();
    in(session("Curse of Strahd"), "Cancel Curse of Strahd").click();
    button("Cancel the session").click();
    assertThat(page.locator("#reason-error")).isVisible();
    page.getByLabel("Reason").fill("The licence's owner is ill.");
    browser.screenshot("sessions-cancel");
    button("Cancel the session").click();
    assertThat(session("Curse of Strahd").locator(".pill")).hasText("cancelled", patiently());
    assertThat(session("Curse of Strahd")).containsText("The licence's owner is ill.", contains());

    in(session("Lost Mine"), "Cancel Lost Mine").click();
    button("Keep it").click();
    assertThat(session("Lost Mine").locator(".pill")).hasText("scheduled");
    in(session("Lost Mine"), "Cancel Lost Mine").click();
    button("Cancel the session").click();
    assertThat(session("Lost Mine").locator(".pill")).hasText("cancelled", patiently());
    assertThat(page.locator(".cal-booking")).hasCount(0, soon());
  }

  @Test
  @Order(4)
  void lendingEndsAfterWhatIsBookedOrAtOnce() {
    open("sessions");
    be("Bo");
    book("The last one");
    open("licences");
    Locator licence = licence("Anna");
    assertThat(licence).containsText("The last one", contains());
    in(licence, "Stop lending").click();
    assertThat(licence.locator(".pill")).hasText("lending ends", patiently());
    in(licence, "Lend on").click();
    assertThat(licence.locator(".pill")).hasText("lent", patiently());
    in(licence, "Stop lending").click();
    assertThat(licence.locator(".pill")).hasText("lending ends", patiently());
    in(licence, "Take back at once").click();
    assertThat(page.getByText("One session that somebody booked on it fails")).isVisible();
    browser.screenshot("licences-withdraw");
    button("Take it back now").click();
    assertThat(licence.locator(".pill")).hasText("taken back", patiently());
    assertThat(licence).not().containsText("The last one", contains());
    in(licence, "Lend it again").click();
    assertThat(licence.locator(".pill")).hasText("lent", patiently());

    open("sessions");
    be("Bo");
    assertThat(session("The last one").locator(".pill")).hasText("failed", patiently());
    assertThat(session("The last one")).containsText("took the licence back", contains());
  }

  @Test
  @Order(5)
  void aSessionPassesWhileTheClockIsMoved() {
    open("sessions");
    be("Bo");
    book("Into the night");
    Locator next = page.locator("#clock-next");
    assertThat(next).containsText("“Into the night”", contains());
    next.click();
    assertThat(page.locator("#clock-said")).containsText("ahead", contains());
    assertThat(next).containsText("“Into the night” is prepared", contains());
    next.click();
    Locator pill = session("Into the night").locator(".pill");
    assertThat(pill).hasText("preparing", patiently());
    browser.screenshot("sessions-preparing");
    for (int minute = 0; minute < 12 && !pill.textContent().equals("active"); minute++) {
      button("Move the clock forward by 1 minute").click();
      page.waitForTimeout(2500);
    }
    assertThat(pill).hasText("active", patiently());
    assertThat(session("Into the night").getByRole(AriaRole.LINK))
        .hasText("http://bo.localhost:%d/".formatted(laptop.port() + 1), patiently());
    assertThat(page.locator("#events")).containsText("SessionReady", contains());
    assertThat(page.locator(".cal-on")).hasCount(1, soon());

    open("");
    Locator card = page.getByRole(AriaRole.ARTICLE, articleOf("Bo"));
    assertThat(card).containsText("It runs for the session", contains());
    open("licences");
    assertThat(licence("Anna")).containsText("In use by Bo since", contains());
  }

  @Test
  @Order(6)
  void bothPagesFitEveryWidthInLightAndDark() {
    create("joerg", "Jörg of Ys", true);
    create("cleo", "Cleopatra the Incomparable", true);
    open("licences");
    in(licence("Jörg of Ys"), "Lend it").click();
    assertThat(licence("Jörg of Ys").locator(".pill")).hasText("lent", patiently());
    open("sessions");
    be("Dora");
    bookAt("Lost Mine of Phandelver", 1, 10);
    bookAt("Lost Mine, part 2", 1, 15);
    bookAt("Waterdeep", 6, 18);
    be("Jörg of Ys");
    bookAt("The long one", 9, 20);
    for (String name : List.of("sessions", "licences", "")) {
      for (int width : List.of(1200, 400)) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
          page = browser.open(name, width, 900, scheme);
          if (name.equals("sessions")) {
            assertThat(page.locator(".cal-booking").first()).isVisible(visible());
            be("Bo");
            assertThat(page.locator("#sessions > li").first()).isVisible(visible());
          } else {
            assertThat(page.locator(".cards > li").first()).isVisible(visible());
          }
          assertThat(browser.fitsItsWidth()).as(name + " at " + width).isTrue();
          browser.screenshot(
              "%s-%d-%s"
                  .formatted(
                      name.isEmpty() ? "servers" : name,
                      width,
                      scheme.name().toLowerCase(Locale.ROOT)));
        }
      }
    }
  }

  @Test
  @Order(7)
  void theCalendarTakesNoZoneThatIsNone() {
    String calendar = laptop.console() + "console/api/pool/calendar.svg?zone=";
    HttpResponse<String> drawn = laptop.get(calendar + "America/New_York");
    assertThat(drawn.statusCode()).isEqualTo(200);
    assertThat(drawn.body()).contains("America/New_York");
    HttpResponse<String> refused = laptop.get(calendar + "%3Cscript%3E");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("IANA").doesNotContain("script");
  }

  private void open(String path) {
    page = browser.open(path, 1200, 900, ColorScheme.LIGHT);
  }

  private static void create(String userId, String name, boolean ownLicence) {
    String licence =
        ownLicence
            ? "\"licenseType\":\"byol\",\"licenseKey\":\"MADE-UPKE-YTHA-TOPE-NSNO-THIN\""
            : "\"licenseType\":\"pooled\"";
    HttpResponse<String> answer =
        laptop.invoke(
            "instance-management",
            "{\"action\":\"create\",\"userId\":\"%s\",\"username\":\"%s\",%s}"
                .formatted(userId, name, licence));
    assertThat(answer.body()).contains("\"ok\":true");
  }

  private void be(String name) {
    page.getByLabel("You are").selectOption(name);
  }

  private void book(String title) {
    page.getByLabel("Title").fill(title);
    button("Book it").click();
    assertThat(session(title).first()).isVisible(visible());
  }

  /** So many days from today, at an hour of the browser's zone. */
  private void bookAt(String title, int days, int hour) {
    page.locator("#startsAt")
        .fill(
            (String)
                page.evaluate(
                    """
                    async ([days, hour]) => {
                      const { now } = await (await fetch("/console/api/clock")).json();
                      const day = new Date(now);
                      day.setDate(day.getDate() + days);
                      const two = (number) => String(number).padStart(2, "0");
                      return `${day.getFullYear()}-${two(day.getMonth() + 1)}-`
                        + `${two(day.getDate())}T${two(hour)}:00`;
                    }""",
                    List.of(days, hour)));
    book(title);
  }

  private void available(String text) {
    assertThat(page.locator("#availability")).containsText(text, contains());
  }

  private Locator session(String title) {
    return page.locator("#sessions > li")
        .filter(new Locator.FilterOptions().setHas(page.getByText(title, exactly())));
  }

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }

  private Locator licence(String owner) {
    return page.locator("#licences > li")
        .filter(
            new Locator.FilterOptions().setHas(page.getByText("Licence of " + owner, exactly())));
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator in(Locator item, String button) {
    return item.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true));
  }

  private static Page.GetByRoleOptions articleOf(String name) {
    return new Page.GetByRoleOptions().setName("Server of " + name);
  }

  private static LocatorAssertions.HasTextOptions patiently() {
    return new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS);
  }

  private static LocatorAssertions.ContainsTextOptions contains() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS);
  }

  private static LocatorAssertions.IsVisibleOptions visible() {
    return new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS);
  }

  private static LocatorAssertions.HasCountOptions soon() {
    return new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MILLIS);
  }
}
