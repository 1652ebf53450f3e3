/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.foundryhosting.local.console.ConsoleVisit.in;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lending, booking and playing on a borrowed licence, by clicks in a real browser. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SessionsIT {
  @RegisterExtension static final ConsoleVisit console = ConsoleVisit.at(0.3);

  private Page page;

  @Test
  @Order(1)
  void withoutServersBothPagesSayWhereToBegin() {
    open("sessions");
    assertThat(page.getByText("Nobody is here yet")).isVisible();
    console.screenshot("sessions-empty");
    open("licences");
    assertThat(page.getByText("No licence yet")).isVisible();
    console.screenshot("licences-empty");
  }

  @Test
  @Order(2)
  void anOwnerLendsTheLicenceAndTakesItBackByClicks() {
    console.create("anna", "Anna", true);
    open("licences");
    Locator licence = licence("Anna");
    assertThat(licence.locator(".pill")).hasText("not lent");
    in(licence, "Lend it").click();
    assertThat(licence.locator(".pill")).hasText("lent");
    in(licence, "Take back at once").click();
    assertThat(page.getByText("Nobody else has booked it, so nothing fails.")).isVisible();
    console.button("Go on lending").click();
    assertThat(licence.locator(".pill")).hasText("lent");
    in(licence, "Take back at once").click();
    console.button("Take it back now").click();
    assertThat(licence.locator(".pill")).hasText("taken back");
    in(licence, "Lend it again").click();
    assertThat(licence.locator(".pill")).hasText("lent");
  }

  @Test
  @Order(3)
  void aMemberBooksSeesWhatIsTakenAndCancels() {
    console.create("bo", "Bo", false);
    console.create("dora", "Dora", false);
    open("sessions");
    assertThat(page.getByText("Nothing is booked.")).isVisible();
    be("Bo");
    available("Free: one licence.");
    book("Curse of Strahd");
    assertThat(session("Curse of Strahd")).containsText("on the licence of Anna");
    assertThat(page.locator(".cal-own .cal-title")).hasText("Curse of S…");
    assertThat(console.laptop().get(console.laptop().console() + "console/api/pool").body())
        .contains("\"timeZone\":\"Europe/Berlin\"");
    available("You have another session around that time.");

    be("Dora");
    assertThat(session("Curse of Strahd")).hasCount(0);
    available("Taken: every licence is booked around that time.");
    assertThat(page.locator(".cal-own")).hasCount(0);
    console.screenshot("sessions-taken");
    page.getByLabel("Title").fill("Lost Mine");
    console.button("Book it").click();
    assertThat(page.locator("#book-form").getByRole(AriaRole.ALERT))
        .containsText("That time is taken");
    page.locator("#availability").getByRole(AriaRole.BUTTON).click();
    available("Free: one licence.");
    book("Lost Mine");
    assertThat(session("Curse of Strahd")).hasCount(0);

    console.button("Everybody's").click();
    in(session("Curse of Strahd"), "Cancel Curse of Strahd").click();
    console.button("Cancel the session").click();
    assertThat(page.locator("#reason-error")).isVisible();
    page.getByLabel("Reason").fill("The licence's owner is ill.");
    console.screenshot("sessions-cancel");
    console.button("Cancel the session").click();
    assertThat(session("Curse of Strahd").locator(".pill")).hasText("cancelled");
    assertThat(session("Curse of Strahd")).containsText("The licence's owner is ill.");

    in(session("Lost Mine"), "Cancel Lost Mine").click();
    console.button("Keep it").click();
    assertThat(session("Lost Mine").locator(".pill")).hasText("scheduled");
    in(session("Lost Mine"), "Cancel Lost Mine").click();
    console.button("Cancel the session").click();
    assertThat(session("Lost Mine").locator(".pill")).hasText("cancelled");
    assertThat(page.locator(".cal-booking")).hasCount(0);
  }

  @Test
  @Order(4)
  void lendingEndsAfterWhatIsBookedOrAtOnce() {
    open("sessions");
    be("Bo");
    book("The last one");
    open("licences");
    Locator licence = licence("Anna");
    assertThat(licence).containsText("The last one");
    in(licence, "Stop lending").click();
    assertThat(licence.locator(".pill")).hasText("lending ends");
    in(licence, "Lend on").click();
    assertThat(licence.locator(".pill")).hasText("lent");
    in(licence, "Stop lending").click();
    assertThat(licence.locator(".pill")).hasText("lending ends");
    in(licence, "Take back at once").click();
    assertThat(page.getByText("One session that somebody booked on it fails")).isVisible();
    console.screenshot("licences-withdraw");
    console.button("Take it back now").click();
    assertThat(licence.locator(".pill")).hasText("taken back");
    assertThat(licence).not().containsText("The last one");
    in(licence, "Lend it again").click();
    assertThat(licence.locator(".pill")).hasText("lent");

    open("sessions");
    be("Bo");
    assertThat(session("The last one").locator(".pill")).hasText("failed");
    assertThat(session("The last one")).containsText("took the licence back");
  }

  @Test
  @Order(5)
  void aSessionPassesWhileTheClockIsMoved() {
    open("sessions");
    be("Bo");
    book("Into the night");
    Locator next = page.locator("#clock-next");
    assertThat(next).containsText("“Into the night”");
    next.click();
    assertThat(page.locator("#clock-said")).containsText("ahead");
    assertThat(next).containsText("“Into the night” is prepared");
    next.click();
    Locator pill = session("Into the night").locator(".pill");
    assertThat(pill).hasText("preparing");
    console.screenshot("sessions-preparing");
    for (int minute = 0; minute < 12 && !pill.textContent().equals("active"); minute++) {
      console.button("Move the clock forward by 1 minute").click();
      page.waitForTimeout(2500);
    }
    assertThat(pill).hasText("active");
    assertThat(session("Into the night").getByRole(AriaRole.LINK))
        .hasText("http://bo.localhost:%d/".formatted(console.laptop().port() + 1));
    assertThat(page.locator("#events")).containsText("SessionReady");
    assertThat(page.locator(".cal-on")).hasCount(1);

    open("");
    Locator card = console.card("Bo");
    assertThat(card).containsText("It runs for the session");
    open("licences");
    assertThat(licence("Anna")).containsText("In use by Bo since");
  }

  @Test
  @Order(6)
  void bothPagesFitEveryWidthInLightAndDark() {
    console.create("joerg", "Jörg of Ys", true);
    console.create("cleo", "Cleopatra the Incomparable", true);
    open("licences");
    in(licence("Jörg of Ys"), "Lend it").click();
    assertThat(licence("Jörg of Ys").locator(".pill")).hasText("lent");
    open("sessions");
    be("Dora");
    bookAt("Lost Mine of Phandelver", 1, 10);
    bookAt("Lost Mine, part 2", 1, 15);
    bookAt("Waterdeep", 6, 18);
    be("Jörg of Ys");
    bookAt("The long one", 9, 20);
    console.inEveryWidthLightAndDark(
        "sessions",
        "sessions",
        opened -> {
          page = opened;
          assertThat(page.locator(".cal-booking").first()).isVisible();
          be("Bo");
          assertThat(page.locator("#sessions > li").first()).isVisible();
        });
    console.inEveryWidthLightAndDark("licences", "licences", SessionsIT::showsItsCards);
    console.inEveryWidthLightAndDark("", "servers", SessionsIT::showsItsCards);
  }

  @Test
  @Order(7)
  void theCalendarTakesNoZoneThatIsNone() {
    String calendar = console.laptop().console() + "console/api/pool/calendar.svg?zone=";
    HttpResponse<String> drawn = console.laptop().get(calendar + "America/New_York");
    assertThat(drawn.statusCode()).isEqualTo(200);
    assertThat(drawn.body()).contains("America/New_York");
    HttpResponse<String> refused = console.laptop().get(calendar + "%3Cscript%3E");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("IANA").doesNotContain("script");
  }

  @Test
  @Order(8)
  void whoHasBookedEnoughReadsThat() {
    open("sessions");
    be("Dora");
    // She has three already.
    // No more than two evenings a week: she borrows.
    for (int day = 20; day < 48; day += 4) {
      bookAt("Evening " + day, day, 19);
    }
    available("A user may have 10 sessions open at a time.");
    console.screenshot("sessions-enough");
  }

  private void open(String path) {
    page = console.open(path);
  }

  private static void showsItsCards(Page opened) {
    assertThat(opened.locator(".cards > li").first()).isVisible();
  }

  private void be(String name) {
    page.getByLabel("You are").selectOption(name);
  }

  private void book(String title) {
    page.getByLabel("Title").fill(title);
    console.button("Book it").click();
    assertThat(session(title).first()).isVisible();
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
    assertThat(page.locator("#availability")).containsText(text);
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
}
