/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.foundryhosting.local.console.ConsoleVisit.in;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A person's way through the console, by clicks in a real browser. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {
  @RegisterExtension static final ConsoleVisit console = ConsoleVisit.at(0.6);

  private Page page;

  @BeforeEach
  void openConsole() {
    page = console.open("");
  }

  /** First, since it begins where there is no server yet. */
  @Test
  @Order(1)
  void aPersonTakesAServerThroughItsWholeLife() {
    assertThat(console.button("Make the first server")).isVisible();
    console.screenshot("empty");

    console.button("Make the first server").click();
    page.getByLabel("Game master's name").fill("Jörg of Ys");
    assertThat(page.getByText("http://joerg-of-ys.localhost")).isVisible();
    page.getByLabel("User id").fill("joerg");
    console.screenshot("create");
    console.button("Create").click();
    Locator card = console.card("Jörg of Ys");
    becomes(card, "created");
    console.screenshot("created");

    in(card, "Start").click();
    becomes(card, "starting");
    // On a busy machine the page asks again only when the server has booted.
    assertThat(step(card, "booting")).hasAttribute("data-state", Pattern.compile("now|done"));
    console.screenshot("starting");
    becomes(card, "running");
    console.screenshot("running");

    Page game = page.waitForPopup(card.getByRole(AriaRole.LINK)::click);
    assertThat(game.getByText("stands in for Foundry Virtual Tabletop")).isVisible();
    game.locator("#join").click();
    assertThat(game.locator("#users")).hasText("1");
    game.screenshot(
        new Page.ScreenshotOptions().setPath(ConsoleBrowser.SCREENSHOTS.resolve("stand-in.png")));
    assertThat(card.getByRole(AriaRole.STATUS)).hasText("1");
    in(card, "One player more").focus();
    page.keyboard().press("Enter");
    assertThat(card.getByRole(AriaRole.STATUS)).hasText("2");
    assertThat(in(card, "One player more")).isFocused();
    in(card, "One player fewer").click();
    in(card, "One player fewer").click();
    assertThat(card.getByRole(AriaRole.STATUS)).hasText("0");

    in(card, "Admin key").click();
    assertThat(page.locator("#admin-key")).not().isEmpty();
    console.button("Close").click();

    in(card, "Stop").click();
    assertThat(step(card, "draining")).isVisible();
    console.screenshot("stopping");
    becomes(card, "stopped");
    game.reload();
    assertThat(game.getByText("is not running")).isVisible();

    in(card, "Version").click();
    page.locator("#new-version").fill("12");
    console.button("Change").click();
    assertThat(card.getByText("Foundry 12")).isVisible();

    in(card, "Settings").click();
    assertThat(page.getByLabel("small: 1 vCPU, 2 GB, 0.0454 USD an hour")).isChecked();
    page.getByLabel("large: 2 vCPU, 8 GB, 0.1072 USD an hour").check();
    console.button("Change").click();
    assertThat(card.getByText("size large")).isVisible();

    in(card, "Destroy").click();
    assertThat(console.button("Destroy for good")).isDisabled();
    page.getByLabel("to confirm").fill("joerg-of-ys");
    console.screenshot("destroy");
    console.button("Destroy for good").click();
    becomes(card, "destroying");
    assertThat(card).hasCount(0);
  }

  @Test
  void timesAreThoseThatClocksShow() {
    assertThat(
            page.evaluate(
                """
                import("/assets/times.js").then((times) => [
                  times.exactTime("2026-11-24T23:05:10Z"),
                  times.took("2026-11-24T19:00:00Z", "2026-11-24T19:00:59.400Z"),
                  times.took("2026-11-24T19:00:00Z", "2026-11-24T19:01:59.700Z")])
                """))
        .isEqualTo(List.of("00:05:10", "59.4 s", "2 min 0 s"));
  }

  @Test
  void aStandInThatAnswersAgainCanBeJoinedAgain() {
    openForm();
    page.getByLabel("Game master's name").fill("Dora");
    console.button("Create").click();
    in(console.card("Dora"), "Start").click();
    becomes(console.card("Dora"), "running");
    Page game = page.waitForPopup(console.card("Dora").getByRole(AriaRole.LINK)::click);
    assertThat(game.locator("#join")).isEnabled();
    // What changes each second would be read out each second.
    assertThat(game.locator("[aria-live] #uptime")).hasCount(0);

    game.route("**/api/status", Route::abort);
    assertThat(game.locator("#world")).hasText("the server does not answer any more");
    assertThat(game.locator("#join")).isDisabled();
    game.unroute("**/api/status");
    assertThat(game.locator("#world")).containsText("none yet");
    assertThat(game.locator("#join")).isEnabled();
  }

  @Test
  void aMistakeIsShownAtItsFieldAndCanBeMended() {
    openForm();
    Locator name = page.getByLabel("Game master's name");
    name.fill("www");
    page.getByLabel("User id").fill("mistaken");
    console.button("Create").click();
    assertThat(name).hasAttribute("aria-invalid", "true");
    assertThat(page.locator("#username-error")).containsText("keeps for itself");
    console.screenshot("mistake");

    name.fill("Mended");
    page.locator("#foundryVersion").fill("nonsense");
    console.button("Create").click();
    assertThat(page.locator("#foundryVersion-error")).isVisible();
    assertThat(page.locator("#username-error")).isHidden();
    console.button("Cancel").click();
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
  }

  @Test
  void aServerWithALicenceOfThePoolSaysWhyItDoesNotStart() {
    openForm();
    page.getByLabel("Game master's name").fill("Bo");
    page.getByLabel("Borrowed from the pool").check();
    assertThat(page.getByLabel("Licence key")).isHidden();
    console.button("Create").click();
    Locator card = console.card("Bo");
    becomes(card, "created");
    in(card, "Start").click();
    assertThat(card.getByRole(AriaRole.ALERT)).isVisible();
    console.screenshot("refused");
  }

  @Test
  void thePageFitsANarrowScreenInTheDark() {
    openForm();
    page.getByLabel("Game master's name").fill("Cleo");
    console.button("Create").click();
    in(console.card("Cleo"), "Start").click();
    becomes(console.card("Cleo"), "running");

    for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      page = console.open("", 400, scheme);
      assertThat(console.card("Cleo")).isVisible();
      console.screenshotThatFits("narrow-" + scheme.name().toLowerCase(Locale.ROOT));
      console.button("New server").click();
      assertThat(console.button("Create")).isVisible();
      console.screenshot("narrow-create-" + scheme.name().toLowerCase(Locale.ROOT));
      console.button("Cancel").click();
      in(console.card("Cleo"), "Settings").click();
      assertThat(page.getByText("Now it runs in size small.")).isVisible();
      console.screenshotThatFits("narrow-settings-" + scheme.name().toLowerCase(Locale.ROOT));
      console.button("Cancel").click();
      page = console.open("", 1280, scheme);
      in(console.card("Cleo"), "Settings").click();
      console.screenshotThatFits("settings-" + scheme.name().toLowerCase(Locale.ROOT));
      console.button("Cancel").click();
    }
    page = console.open("", 1200, ColorScheme.DARK);
    assertThat(console.card("Cleo")).isVisible();
    console.screenshot("dark");
  }

  private void openForm() {
    assertThat(page.locator("#new-server:visible, #first-server:visible")).isVisible();
    page.locator("#new-server:visible, #first-server:visible").click();
  }

  private static Locator step(Locator card, String phase) {
    return card.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText(phase));
  }

  private static void becomes(Locator card, String status) {
    assertThat(card.locator(".pill")).hasText(status);
  }
}
