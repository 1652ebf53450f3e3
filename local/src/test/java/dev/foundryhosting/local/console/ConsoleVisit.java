/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.foundryhosting.local.MadeUpKey;
import dev.foundryhosting.local.RunningLaptop;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A laptop edition of a test class's own, and a browser that visits its console: both are there
 * before the first test and gone after the last, and after each test the browser must not have
 * complained. Where no browser is installed, the class is not run; in CI it fails.
 */
final class ConsoleVisit
    implements ExecutionCondition, BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private static final double PATIENCE_MILLIS = 30_000;

  private final Supplier<Map<String, String>> environment;
  private final Consumer<String> printed;
  private RunningLaptop laptop;
  private ConsoleBrowser browser;

  private ConsoleVisit(Supplier<Map<String, String>> environment, Consumer<String> printed) {
    this.environment = environment;
    this.printed = printed;
  }

  /** With a stand-in for Fargate of this pace, 1 being that of the laptop edition. */
  static ConsoleVisit at(double pace) {
    return with(() -> Map.of("FOUNDRY_LOCAL_PACE", Double.toString(pace)));
  }

  /** With this environment, which is asked for when the laptop edition starts. */
  static ConsoleVisit with(Supplier<Map<String, String>> environment) {
    return new ConsoleVisit(environment, output -> {});
  }

  /** Asserts something of all that the laptop edition has printed after the last test. */
  ConsoleVisit leaving(Consumer<String> assertion) {
    return new ConsoleVisit(environment, assertion);
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return ConsoleBrowser.installed() || ConsoleBrowser.required()
        ? ConditionEvaluationResult.enabled("there is a browser, or there must be one")
        : ConditionEvaluationResult.disabled("no browser is installed");
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    laptop = RunningLaptop.start(environment.get());
    browser = ConsoleBrowser.start(laptop);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    browser.closePage();
    assertThat(browser.complaints()).isEmpty();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    // Also when one of them did not start.
    if (browser != null) {
      browser.close();
    }
    if (laptop != null) {
      try {
        // Work that the end interrupts complains of it, rightly.
        printed.accept(laptop.output());
      } finally {
        laptop.close();
      }
    }
  }

  RunningLaptop laptop() {
    return laptop;
  }

  /** Opens a page of the console as most people see it. */
  Page open(String path) {
    return open(path, 1200, ColorScheme.LIGHT);
  }

  Page open(String path, int width, ColorScheme scheme) {
    return browser.open(path, width, 900, scheme);
  }

  /** Opens a page in each width and scheme; the name of its screenshot is made of them. */
  void inEveryWidthLightAndDark(String path, String name, Consumer<Page> shown) {
    for (int width : List.of(1200, 400)) {
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        shown.accept(open(path, width, scheme));
        screenshotThatFits(
            "%s-%d-%s".formatted(name, width, scheme.name().toLowerCase(Locale.ROOT)));
      }
    }
  }

  void screenshotThatFits(String name) {
    assertThat(browser.fitsItsWidth()).as(name).isTrue();
    screenshot(name);
  }

  void screenshot(String name) {
    browser.screenshot(name);
  }

  Locator button(String name) {
    return browser
        .page()
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** The card of somebody's server. */
  Locator card(String name) {
    return browser
        .page()
        .getByRole(AriaRole.ARTICLE, new Page.GetByRoleOptions().setName("Server of " + name));
  }

  /** A button in a part of the page. */
  static Locator in(Locator part, String button) {
    return part.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true));
  }

  /** Makes somebody's server, past the console. */
  void create(String userId, String name, boolean ownLicence) {
    String licence =
        ownLicence
            ? "\"licenseType\":\"byol\",\"licenseKey\":\"" + MadeUpKey.of(userId) + "\""
            : "\"licenseType\":\"pooled\"";
    assertThat(
            laptop
                .invoke(
                    "instance-management",
                    "{\"action\":\"create\",\"userId\":\"%s\",\"username\":\"%s\",%s}"
                        .formatted(userId, name, licence))
                .body())
        .contains("\"ok\":true");
  }
}
