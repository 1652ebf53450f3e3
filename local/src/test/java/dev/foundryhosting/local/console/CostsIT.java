/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.foundryhosting.local.console.ConsoleVisit.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What play costs, who pays it, and what maintainers see and order, by clicks in a real browser.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CostsIT {
  private static final String ANNA = "230000000000000001";
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);

  @RegisterExtension
  static final ConsoleVisit console = ConsoleVisit.with(CostsIT::inTheMiddleOfAMonth);

  private static LocalDate today;

  private Page page;

  @Test
  @Order(1)
  void whereNothingIsYetBothPagesSaySo() {
    open("costs");
    assertThat(page.getByText("Nobody has a bill yet")).isVisible();
    console.screenshot("costs-empty");
    open("overview");
    assertThat(page.locator("#servers-total")).hasText("0");
    assertThat(page.locator("#coverage")).hasText("nothing yet");
    assertThat(page.getByText("None has stopped in this month.")).isVisible();
    console.screenshot("overview-empty");
  }

  @Test
  @Order(2)
  void aRunningServerShowsItsCostSoFar() {
    console.create(ANNA, "Anna", true);
    console.create("bo", "Bo", true);
    open("");
    Locator card = console.card("Anna");
    assertThat(in(card, "Keep it 1 h")).isHidden();
    in(card, "Start").click();
    assertThat(card.locator(".pill")).hasText("running");
    in(card, "One player more").click();
    forward("1 hour");
    forward("1 hour");
    assertThat(card).containsText("$0.09 so far");
    assertThat(card).containsText("players at the last look: 1");

    open("costs");
    be("Anna");
    assertThat(rows().locator(".pill")).hasText("running");
    assertThat(rows()).containsText("1 vCPU, 2 GB");
    assertThat(page.locator("#cost")).hasText("$0.09");
    assertThat(page.locator(".cost-day.cost-on")).hasCount(1);
    assertThat(page.locator("#coverage")).hasText("0 % covered");
    be("Bo");
    assertThat(page.getByText("Nothing ran and nothing was given in this month.")).isVisible();
    assertThat(page.locator("#coverage")).hasText("nothing yet");
  }

  @Test
  @Order(3)
  void aServerIsKeptAliveAndGetsSettingsOfItsOwn() {
    open("");
    Locator card = console.card("Anna");
    in(card, "One player fewer").click();
    in(card, "Keep it 1 h").click();
    assertThat(card).containsText("It is kept until");
    forward("15 minutes");
    forward("15 minutes");
    assertThat(card).containsText("players at the last look: 0");
    assertThat(card.locator(".pill")).hasText("running");
    assertThat(card).not().containsText("going to be stopped");

    in(card, "Settings").click();
    assertThat(page.getByLabel("Folder of the world")).hasValue("the-sunless-vault");
    page.getByLabel("minutes without players").fill("5");
    console.button("Change").click();
    assertThat(page.locator("#idleMinutes-error")).containsText("from 10 to 120");
    console.screenshot("settings");
    page.getByLabel("minutes without players").fill("10");
    page.getByLabel("Spending cap a month").fill("25.00");
    page.getByLabel("Folder of the world").fill("a/b");
    console.button("Change").click();
    assertThat(page.locator("#world-error")).containsText("no '/'");
    page.getByLabel("Folder of the world").fill("Anna's 2nd world");
    console.button("Change").click();
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    in(card, "Settings").click();
    assertThat(page.getByLabel("minutes without players")).hasValue("10");
    assertThat(page.getByLabel("Spending cap a month")).hasValue("25.00");
    assertThat(page.getByLabel("Folder of the world")).hasValue("Anna's 2nd world");
    console.button("Cancel").click();

    forward("15 minutes");
    forward("15 minutes");
    // A look may have come just before the hour was over; the next one is five minutes later.
    forward("15 minutes");
    assertThat(card.locator(".pill")).hasText("stopped");
    assertThat(card).containsText("Nobody played for 10 minutes.");
  }

  @Test
  @Order(4)
  void aDonationIsBookedOnceHoweverOftenKofiTellsIt() {
    open("costs");
    be("Anna");
    assertThat(rows()).containsText("nobody played any more");
    assertThat(page.locator("#message")).hasValue("Great evening! discord: " + ANNA);
    send("0.05");
    assertThat(answer()).containsText("200");
    assertThat(answer()).containsText("Booked.");
    assertThat(page.locator("#donations")).hasText("$0.05");
    in(answer(), "Send it again").click();
    assertThat(answer()).containsText("Sent 2 times.");
    assertThat(donations()).hasCount(1);
    assertThat(donations()).containsText("Donation from Ada");
    assertThat(page.locator("#donations")).hasText("$0.05");
    assertThat(page.locator("#coverage")).containsText("% covered");

    page.getByLabel("Verification token").fill("guessed");
    send("9.00");
    assertThat(answer()).containsText("401");
    open("costs");
    be("Anna");
    send("1,000.50");
    assertThat(answer()).containsText("400");
    assertThat(donations()).hasCount(1);
  }

  @Test
  @Order(5)
  void otherCurrenciesStandApartAndPrivateGiversHaveNoName() {
    open("costs");
    be("Anna");
    page.getByLabel("Currency").fill("EUR");
    page.getByLabel("name and message are public").uncheck();
    send("3");
    assertThat(page.locator("#apart")).containsText("+ €3.00");
    assertThat(page.locator("#apart")).containsText("somebody who is not named");
    assertThat(page.locator("#others")).containsText("€3.00");
    assertThat(page.locator("#donations")).hasText("$0.05");
    assertThat(page.locator(".cost-apart")).hasCount(1);
  }

  @Test
  @Order(6)
  void whatNamesNobodyIsClaimedByItsTransactionId() {
    open("costs");
    be("Bo");
    assertThat(page.locator("#message-hint")).containsText("waits until it is claimed");
    page.getByLabel("Transaction id").fill("nobody-knows-it");
    console.button("It is mine").click();
    assertThat(page.locator("#claim-form .error, #claim-form .alert").locator("visible=true"))
        .isVisible();
    console.screenshot("costs-claim-refused");

    page.getByLabel("E-mail").fill("cy@example.org");
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Cy");
    send("2.00");
    assertThat(answer()).containsText("Booked.");
    assertThat(donations()).hasCount(0);
    in(answer(), "Claim it").click();
    console.button("It is mine").click();
    assertThat(page.locator("#claimed")).containsText("$2.00 is yours");
    assertThat(donations()).containsText("Donation from Cy");
    assertThat(page.locator("#coverage")).hasText("all covered");
  }

  @Test
  @Order(7)
  void oneTurnsToOtherMonthsAndBack() {
    open("costs?user=" + ANNA);
    assertThat(page.locator("#month")).hasText(MONTH.format(today));
    assertThat(console.button("The month after")).isDisabled();
    console.button("The month before").click();
    assertThat(page.locator("#month")).hasText(MONTH.format(today.minusMonths(1)));
    assertThat(page.getByText("Nothing ran and nothing was given in this month.")).isVisible();
    assertThat(page.locator(".cost-day")).hasCount(0);
    assertThat(page.url()).contains("month=" + today.minusMonths(1).toString().substring(0, 7));
    console.button("The month after").click();
    assertThat(page.locator("#month")).hasText(MONTH.format(today));
    assertThat(page.url()).doesNotContain("month=");
    open("costs?month=soon");
    assertThat(page.locator("#problem")).containsText("month");
  }

  @Test
  @Order(8)
  void maintainersSeeThePlatformAndOrderMaintenance() {
    open("overview");
    assertThat(page.locator("#servers-total")).hasText("2");
    assertThat(page.locator("#servers")).containsText("1 stopped");
    assertThat(page.locator("#stop-causes")).containsText("nobody played any more");
    assertThat(page.locator("#contributors > li")).hasCount(2);
    assertThat(page.locator("#contributors > li").first()).containsText("$2.00");
    assertThat(page.locator("#donations")).hasText("$2.05");

    console.button("Begin maintenance").click();
    assertThat(page.locator("#reason-error")).isVisible();
    page.getByLabel("Reason").fill("We move to another region.");
    console.button("Begin maintenance").click();
    assertThat(page.locator("#maintenance-state")).hasText("on");
    assertThat(page.locator("#maintenance")).containsText("by operator");
    console.screenshot("overview-maintenance");
    open("");
    in(console.card("Anna"), "Start").click();
    assertThat(console.card("Anna").getByRole(AriaRole.ALERT))
        .containsText("We move to another region.");

    open("overview");
    console.button("Lift it").click();
    assertThat(page.locator("#maintenance-state")).hasText("off");
    page.getByLabel("Reason").fill("Once more.");
    console.button("Begin maintenance").click();
    assertThat(page.locator("#maintenance-state")).hasText("on");
    console.button("Lift it, and take up again what it interrupted").click();
    assertThat(page.locator("#maintenance-state")).hasText("off");
    page.locator("#month").click();
    assertThat(page.locator("#bill-title")).hasText(MONTH.format(today));
  }

  @Test
  @Order(9)
  void thePagesFitEveryWidthInLightAndDark() {
    open("");
    in(console.card("Anna"), "Start").click();
    assertThat(console.card("Anna").locator(".pill")).hasText("running");
    in(console.card("Anna"), "One player more").click();
    forward("1 hour");
    console.inEveryWidthLightAndDark(
        "costs",
        "costs",
        opened -> {
          page = opened;
          be("Anna");
          assertThat(rows().locator(".pill")).hasText("running");
          // Not waitForFunction: it has the page evaluate a text, which the page's policy forbids.
          for (int tries = 0; tries < 100 && !pictureFits(); tries++) {
            page.waitForTimeout(50);
          }
          assertTrue(pictureFits(), "the picture is as wide as its place");
        });
    console.inEveryWidthLightAndDark(
        "overview",
        "overview",
        opened -> assertThat(opened.locator("#players")).hasText("1 player"));
    console.inEveryWidthLightAndDark(
        "", "servers-running", opened -> assertThat(console.card("Anna")).containsText("so far"));
  }

  private boolean pictureFits() {
    return (Boolean)
        page.evaluate(
            """
            document.querySelector(".month").width.baseVal.value
              === document.querySelector("#picture").clientWidth""");
  }

  @Test
  @Order(10)
  void whoeverIsGoneKeepsTheBill() {
    assertThat(
            console
                .laptop()
                .invoke("instance-management", "{\"action\":\"delete-user\",\"userId\":\"bo\"}")
                .body())
        .contains("\"ok\":true");
    open("costs?user=bo");
    assertThat(page.locator("#who")).containsText("bo (gone)");
    assertThat(donations()).containsText("Donation from Cy");
  }

  /** So that no evening goes over a month's end. */
  private static Map<String, String> inTheMiddleOfAMonth() {
    today = LocalDate.now(ZoneOffset.UTC).plusMonths(1).withDayOfMonth(15);
    Instant noon = today.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC);
    return Map.of(
        "FOUNDRY_LOCAL_PACE",
        "0.3",
        "PLATFORM_CLOCK_OFFSET",
        Duration.between(Instant.now(), noon).toString());
  }

  private void open(String path) {
    page = console.open(path);
  }

  private void be(String name) {
    assertThat(page.locator("#content")).isVisible();
    page.getByLabel("You are").selectOption(name);
  }

  /** Sweeps take their time; the next move waits until this one was seen. */
  private void forward(String how) {
    console.button("Move the clock forward by " + how).click();
    page.waitForTimeout(1500);
  }

  private void send(String amount) {
    page.getByLabel("Amount").fill(amount);
    console.button("Send it").click();
    assertThat(answer()).containsText(amount);
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
}
