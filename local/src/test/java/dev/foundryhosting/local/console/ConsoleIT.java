package dev.foundryhosting.local.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.foundryhosting.local.RunningLaptop;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;

/** A person's way through the console, by clicks in a real browser. */
@EnabledIf("hasBrowser")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {
  private static final double PATIENCE_MILLIS = 30_000;

  private static RunningLaptop laptop;
  private static ConsoleBrowser browser;

  private Page page;

  static boolean hasBrowser() {
    return ConsoleBrowser.installed();
  }

  @BeforeAll
  static void start() {
    laptop = RunningLaptop.start(Map.of("FOUNDRY_LOCAL_PACE", "0.6"));
    browser = ConsoleBrowser.start(laptop);
  }

  @AfterAll
  static void stop() {
    // Also when the browser did not start.
    if (browser != null) {
      browser.close();
    }
    laptop.close();
  }

  @BeforeEach
  void openConsole() {
    open(1200, 900, ColorScheme.LIGHT);
  }

  @AfterEach
  void noComplaintOfTheBrowser() {
    browser.closePage();
    assertThat(browser.complaints()).isEmpty();
  }

  /** First, since it begins where there is no server yet. */
  @Test
  @Order(1)
  void aPersonTakesAServerThroughItsWholeLife() {
    assertThat(button("Make the first server")).isVisible();
    screenshot("empty");

    button("Make the first server").click();
    page.getByLabel("Game master's name").fill("Jörg of Ys");
    assertThat(page.getByText("http://joerg-of-ys.localhost")).isVisible();
    page.getByLabel("User id").fill("joerg");
    screenshot("create");
    button("Create").click();
    Locator card = card("Jörg of Ys");
    becomes(card, "created");
    screenshot("created");

    in(card, "Start").click();
    becomes(card, "starting");
    assertThat(step(card, "booting")).hasAttribute("data-state", "now", patiently());
    screenshot("starting");
    becomes(card, "running");
    screenshot("running");

    Page game = page.waitForPopup(card.getByRole(AriaRole.LINK)::click);
    assertThat(game.getByText("stands in for Foundry Virtual Tabletop")).isVisible();
    game.locator("#join").click();
    assertThat(game.locator("#users")).hasText("1");
    game.screenshot(
        new Page.ScreenshotOptions().setPath(ConsoleBrowser.SCREENSHOTS.resolve("stand-in.png")));
    assertThat(card.getByRole(AriaRole.STATUS)).hasText("1");
    in(card, "One player more").click();
    assertThat(card.getByRole(AriaRole.STATUS)).hasText("2");
    in(card, "One player fewer").click();
    in(card, "One player fewer").click();
    assertThat(card.getByRole(AriaRole.STATUS)).hasText("0");

    in(card, "Admin key").click();
    assertThat(page.locator("#admin-key")).not().isEmpty();
    button("Close").click();

    in(card, "Stop").click();
    assertThat(step(card, "draining")).isVisible();
    screenshot("stopping");
    becomes(card, "stopped");
    game.reload();
    assertThat(game.getByText("is not running")).isVisible();

    in(card, "Version").click();
    page.locator("#new-version").fill("12");
    button("Change").click();
    assertThat(card.getByText("Foundry 12")).isVisible();

    in(card, "Destroy").click();
    assertThat(button("Destroy for good")).isDisabled();
    page.getByLabel("to confirm").fill("joerg-of-ys");
    screenshot("destroy");
    button("Destroy for good").click();
    becomes(card, "destroying");
    assertThat(card)
        .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MILLIS));
  }

  @Test
  void aMistakeIsShownAtItsFieldAndCanBeMended() {
    openForm();
    Locator name = page.getByLabel("Game master's name");
    name.fill("www");
    page.getByLabel("User id").fill("mistaken");
    button("Create").click();
    assertThat(name).hasAttribute("aria-invalid", "true");
    assertThat(page.locator("#username-error")).containsText("keeps for itself");
    screenshot("mistake");

    name.fill("Mended");
    page.locator("#foundryVersion").fill("nonsense");
    button("Create").click();
    assertThat(page.locator("#foundryVersion-error")).isVisible();
    assertThat(page.locator("#username-error")).isHidden();
    button("Cancel").click();
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
  }

  @Test
  void aServerWithALicenceOfThePoolSaysWhyItDoesNotStart() {
    openForm();
    page.getByLabel("Game master's name").fill("Bo");
    page.getByLabel("Borrowed from the pool").check();
    assertThat(page.getByLabel("Licence key")).isHidden();
    button("Create").click();
    Locator card = card("Bo");
    becomes(card, "created");
    in(card, "Start").click();
    assertThat(card.getByRole(AriaRole.ALERT)).isVisible();
    screenshot("refused");
  }

  @Test
  void thePageFitsANarrowScreenInTheDark() {
    openForm();
    page.getByLabel("Game master's name").fill("Cleo");
    button("Create").click();
    in(card("Cleo"), "Start").click();
    becomes(card("Cleo"), "running");

    for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      open(400, 860, scheme);
      assertThat(card("Cleo")).isVisible();
      assertThat(browser.fitsItsWidth()).isTrue();
      screenshot("narrow-" + scheme.name().toLowerCase(Locale.ROOT));
      button("New server").click();
      assertThat(button("Create")).isVisible();
      screenshot("narrow-create-" + scheme.name().toLowerCase(Locale.ROOT));
      button("Cancel").click();
    }
    open(1200, 900, ColorScheme.DARK);
    assertThat(card("Cleo")).isVisible();
    screenshot("dark");
  }

  private void open(int width, int height, ColorScheme scheme) {
    page = browser.open("", width, height, scheme);
  }

  private void openForm() {
    assertThat(page.locator("#new-server:visible, #first-server:visible")).isVisible();
    page.locator("#new-server:visible, #first-server:visible").click();
  }

  private Locator card(String name) {
    return page.getByRole(
        AriaRole.ARTICLE, new Page.GetByRoleOptions().setName("Server of " + name));
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator in(Locator card, String button) {
    return card.getByRole(AriaRole.BUTTON, named(button));
  }

  private static Locator step(Locator card, String phase) {
    return card.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText(phase));
  }

  private static void becomes(Locator card, String status) {
    assertThat(card.locator(".pill"))
        .hasText(status, new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS));
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
  }

  private static LocatorAssertions.HasAttributeOptions patiently() {
    return new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE_MILLIS);
  }

  private void screenshot(String name) {
    browser.screenshot(name);
  }
}
