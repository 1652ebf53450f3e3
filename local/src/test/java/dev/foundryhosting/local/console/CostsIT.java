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
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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

/**
 * What play costs, who pays it, and what maintainers see and order, by clicks in a real browser.
 */
@EnabledIf("hasBrowser")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CostsIT {
  private static final double PATIENCE_MILLIS = 30_000;
  private static final String ANNA = "230000000000000001";
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);

  /** In the middle of a month, so that no evening goes over its end. */
  private static LocalDate today;

  private static RunningLaptop laptop;
  private static ConsoleBrowser browser;

  private Page page;

  static boolean hasBrowser() {
    return ConsoleBrowser.installed();
  }

  @BeforeAll
  static void start() {
    today = LocalDate.now(ZoneOffset.UTC).plusMonths(1).withDayOfMonth(15);
    Instant noon = today.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC);
    laptop =
        RunningLaptop.start(
            Map.of(
                "FOUNDRY_LOCAL_PACE",
                "0.3",
                "PLATFORM_CLOCK_OFFSET",
                Duration.between(Instant.now(), noon).toString()));
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
  void whereNothingIsYetBothPagesSaySo() {
    open("costs");
    assertThat(page.getByText("Nobody has a bill yet")).isVisible();
    browser.screenshot("costs-empty");
    open("overview");
    assertThat(page.locator("#servers-total")).hasText("0", patiently());
    assertThat(page.locator("#verdict")).hasText("nothing yet");
    assertThat(page.getByText("None has stopped in this month.")).isVisible();
    browser.screenshot("overview-empty");
  }

  @Test
  @Order(2)
  void aRunningServerShowsItsCostSoFar() {
    create(ANNA, "Anna");
    create("bo", "Bo");
    open("");
    Locator card = card("Anna");
    assertThat(in(card, "Keep it 1 h")).isHidden();
    in(card, "Start").click();
    assertThat(card.locator(".pill")).hasText("running", patiently());
    in(card, "One player more").click();
    forward("1 hour");
    forward("1 hour");
    assertThat(card).containsText("$0.09 so far", contains());
    assertThat(card).containsText("players at the last look: 1", contains());

    open("costs");
    be("Anna");
    assertThat(rows().locator(".pill")).hasText("running", patiently());
    assertThat(rows()).containsText("1 vCPU, 2 GB", contains());
    assertThat(page.locator("#cost")).hasText("$0.09", patiently());
    assertThat(page.locator(".cost-day.cost-on")).hasCount(1, soon());
    assertThat(page.locator("#verdict")).hasText("0 % covered");
    be("Bo");
    assertThat(page.getByText("Nothing ran and nothing was given in this month.")).isVisible();
    assertThat(page.locator("#verdict")).hasText("nothing yet");
  }

  @Test
  @Order(3)
  void aServerIsKeptAliveAndGetsSettingsOfItsOwn() {
    open("");
    Locator card = card("Anna");
    in(card, "One player fewer").click();
    in(card, "Keep it 1 h").click();
    assertThat(card).containsText("It is kept until", contains());
    forward("15 minutes");
    forward("15 minutes");
    assertThat(card).containsText("players at the last look: 0", contains());
    assertThat(card.locator(".pill")).hasText("running");
    assertThat(card).not().containsText("going to be stopped");

    in(card, "Settings").click();
    page.getByLabel("minutes without players").fill("5");
    button("Change").click();
    assertThat(page.locator("#idleMinutes-error")).containsText("from 10 to 120", contains());
    browser.screenshot("settings");
    page.getByLabel("minutes without players").fill("10");
    page.getByLabel("Spending cap a month").fill("25.00");
    button("Change").click();
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0, soon());
    in(card, "Settings").click();
    assertThat(page.getByLabel("minutes without players")).hasValue("10");
    assertThat(page.getByLabel("Spending cap a month")).hasValue("25.00");
    button("Cancel").click();

    forward("15 minutes");
    forward("15 minutes");
    // A look may have come just before the hour was over; the next one is five minutes later.
    forward("15 minutes");
    assertThat(card.locator(".pill")).hasText("stopped", patiently());
    assertThat(card).containsText("Nobody played for 10 minutes.", contains());
  }

  @Test
  @Order(4)
  void aDonationIsBookedOnceHoweverOftenKofiTellsIt() {
    open("costs");
    be("Anna");
    assertThat(rows()).containsText("nobody played any more", contains());
    assertThat(page.locator("#message")).hasValue("Great evening! discord: " + ANNA);
    send("0.05");
    assertThat(answer()).containsText("200", contains());
    assertThat(answer()).containsText("Booked.", contains());
    assertThat(page.locator("#donations")).hasText("$0.05", patiently());
    in(answer(), "Send it again").click();
    assertThat(answer()).containsText("Sent 2 times.", contains());
    assertThat(donations()).hasCount(1, soon());
    assertThat(donations()).containsText("Donation from Ada", contains());
    assertThat(page.locator("#donations")).hasText("$0.05");
    assertThat(page.locator("#verdict")).containsText("% covered", contains());

    page.getByLabel("Verification token").fill("guessed");
    send("9.00");
    assertThat(answer()).containsText("401", contains());
    open("costs");
    be("Anna");
    send("1,000.50");
    assertThat(answer()).containsText("400", contains());
    assertThat(donations()).hasCount(1, soon());
  }

  @Test
  @Order(5)
  void otherCurrenciesStandApartAndPrivateGiversHaveNoName() {
    open("costs");
    be("Anna");
    page.getByLabel("Currency").fill("EUR");
    page.getByLabel("name and message are public").uncheck();
    send("3");
    assertThat(page.locator("#apart")).containsText("+ €3.00", contains());
    assertThat(page.locator("#apart")).containsText("somebody who is not named", contains());
    assertThat(page.locator("#others")).containsText("€3.00", contains());
    assertThat(page.locator("#donations")).hasText("$0.05");
    assertThat(page.locator(".cost-apart")).hasCount(1, soon());
  }

  @Test
  @Order(6)
  void whatNamesNobodyIsClaimedByItsTransactionId() {
    open("costs");
    be("Bo");
    assertThat(page.locator("#message-hint")).containsText("waits until it is claimed", contains());
    page.getByLabel("Transaction id").fill("nobody-knows-it");
    button("It is mine").click();
    assertThat(page.locator("#claim-form .error, #claim-form .alert").locator("visible=true"))
        .isVisible(visible());
    browser.screenshot("costs-claim-refused");

    page.getByLabel("E-mail").fill("cy@example.org");
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Cy");
    send("2.00");
    assertThat(answer()).containsText("Booked.", contains());
    assertThat(donations()).hasCount(0);
    in(answer(), "Claim it").click();
    button("It is mine").click();
    assertThat(page.locator("#claimed")).containsText("$2.00 is yours", contains());
    assertThat(donations()).containsText("Donation from Cy", contains());
    assertThat(page.locator("#verdict")).hasText("all covered");
  }

  @Test
  @Order(7)
  void oneTurnsToOtherMonthsAndBack() {
    open("costs?user=" + ANNA);
    assertThat(page.locator("#month")).hasText(MONTH.format(today), patiently());
    assertThat(button("The month after")).isDisabled();
    button("The month before").click();
    assertThat(page.locator("#month")).hasText(MONTH.format(today.minusMonths(1)), patiently());
    assertThat(page.getByText("Nothing ran and nothing was given in this month.")).isVisible();
    assertThat(page.locator(".cost-day")).hasCount(0);
    assertThat(page.url()).contains("month=" + today.minusMonths(1).toString().substring(0, 7));
    button("The month after").click();
    assertThat(page.locator("#month")).hasText(MONTH.format(today), patiently());
    assertThat(page.url()).doesNotContain("month=");
    open("costs?month=soon");
    assertThat(page.locator("#problem")).containsText("month", contains());
  }

  @Test
  @Order(8)
  void maintainersSeeThePlatformAndOrderMaintenance() {
    open("overview");
    assertThat(page.locator("#servers-total")).hasText("2", patiently());
    assertThat(page.locator("#servers")).containsText("1 stopped", contains());
    assertThat(page.locator("#endings")).containsText("nobody played any more", contains());
    assertThat(page.locator("#contributors > li")).hasCount(2, soon());
    assertThat(page.locator("#contributors > li").first()).containsText("$2.00", contains());
    assertThat(page.locator("#donations")).hasText("$2.05");

    button("Begin maintenance").click();
    assertThat(page.locator("#reason-error")).isVisible(visible());
    page.getByLabel("Reason").fill("We move to another region.");
    button("Begin maintenance").click();
    assertThat(page.locator("#maintenance-state")).hasText("on", patiently());
    assertThat(page.locator("#maintenance")).containsText("by operator", contains());
    browser.screenshot("overview-maintenance");
    open("");
    in(card("Anna"), "Start").click();
    assertThat(card("Anna").getByRole(AriaRole.ALERT))
        .containsText("We move to another region.", contains());

    open("overview");
    button("Lift it").click();
    assertThat(page.locator("#maintenance-state")).hasText("off", patiently());
    page.getByLabel("Reason").fill("Once more.");
    button("Begin maintenance").click();
    assertThat(page.locator("#maintenance-state")).hasText("on", patiently());
    button("Lift it, and take up again what it interrupted").click();
    assertThat(page.locator("#maintenance-state")).hasText("off", patiently());
    page.locator("#month").click();
    assertThat(page.locator("#bill-title")).hasText(MONTH.format(today), patiently());
  }

  @Test
  @Order(9)
  void thePagesFitEveryWidthInLightAndDark() {
    open("");
    in(card("Anna"), "Start").click();
    assertThat(card("Anna").locator(".pill")).hasText("running", patiently());
    in(card("Anna"), "One player more").click();
    forward("1 hour");
    for (String name : List.of("costs", "overview", "")) {
      for (int width : List.of(1200, 400)) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
          page = browser.open(name, width, 900, scheme);
          switch (name) {
            case "costs" -> {
              be("Anna");
              assertThat(rows().locator(".pill")).hasText("running", patiently());
              page.waitForFunction(
                  """
                  document.querySelector(".month").width.baseVal.value
                    === document.querySelector("#picture").clientWidth""");
            }
            case "overview" ->
                assertThat(page.locator("#players")).hasText("1 player", patiently());
            default -> assertThat(card("Anna")).containsText("so far", contains());
          }
          assertThat(browser.fitsItsWidth()).as(name + " at " + width).isTrue();
          browser.screenshot(
              "%s-%d-%s"
                  .formatted(
                      name.isEmpty() ? "servers-running" : name,
                      width,
                      scheme.name().toLowerCase(Locale.ROOT)));
        }
      }
    }
  }

  @Test
  @Order(10)
  void whoeverIsGoneKeepsTheBill() {
    assertThat(
            laptop
                .invoke("instance-management", "{\"action\":\"delete-user\",\"userId\":\"bo\"}")
                .body())
        .contains("\"ok\":true");
    open("costs?user=bo");
    assertThat(page.locator("#who")).containsText("bo (gone)", contains());
    assertThat(donations()).containsText("Donation from Cy", contains());
  }

  private void open(String path) {
    page = browser.open(path, 1200, 900, ColorScheme.LIGHT);
  }

  private static void create(String userId, String name) {
    HttpResponse<String> answer =
        laptop.invoke(
            "instance-management",
            """
            {"action": "create", "userId": "%s", "username": "%s", "licenseType": "byol",
             "licenseKey": "MADE-UPKE-YTHA-TOPE-NSNO-THIN"}"""
                .formatted(userId, name));
    assertThat(answer.body()).contains("\"ok\":true");
  }

  private void be(String name) {
    assertThat(page.locator("#content")).isVisible(visible());
    page.getByLabel("You are").selectOption(name);
  }

  /** Sweeps take their time; the next move waits until this one was seen. */
  private void forward(String how) {
    button("Move the clock forward by " + how).click();
    page.waitForTimeout(1500);
  }

  private void send(String amount) {
    page.getByLabel("Amount").fill(amount);
    button("Send it").click();
    assertThat(answer()).containsText(amount, contains());
  }

  private Locator answer() {
    return page.locator("#answers > li").first();
  }

  private Locator rows() {
    return page.locator("#rows");
  }

  private Locator donations() {
    return page.locator("#rows > tr[data-type=donation]");
  }

  private Locator card(String name) {
    return page.getByRole(
        AriaRole.ARTICLE, new Page.GetByRoleOptions().setName("Server of " + name));
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator in(Locator item, String button) {
    return item.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true));
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
