/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import dev.foundryhosting.local.RunningLaptop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real browser that looks at the console of a running laptop edition, one page at a time. */
final class ConsoleBrowser implements AutoCloseable {
  static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private static final Path CHROMIUM =
      Path.of(
          Optional.ofNullable(System.getenv("CHROMIUM_PATH"))
              .filter(path -> !path.isBlank())
              .orElse("/usr/bin/chromium"));

  private final RunningLaptop laptop;
  private final Playwright playwright;
  private final Browser browser;
  private final List<String> complaints = new ArrayList<>();
  private BrowserContext context;
  private Page page;

  private ConsoleBrowser(RunningLaptop laptop, Playwright playwright) {
    this.laptop = laptop;
    this.playwright = playwright;
    this.browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(
                        List.of(
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--no-first-run")));
  }

  static boolean installed() {
    return Files.isExecutable(CHROMIUM);
  }

  /**
   * Whether tests without a browser are to fail: CI services set this variable, and so does
   * .ci/run.
   */
  static boolean required() {
    return "true".equals(System.getenv("CI"));
  }

  static ConsoleBrowser start(RunningLaptop laptop) {
    if (!installed()) {
      throw new IllegalStateException(
          "There is no browser at %s: install chromium, or set CHROMIUM_PATH to a Chromium or Chrome."
              .formatted(CHROMIUM));
    }
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    try {
      return new ConsoleBrowser(laptop, playwright);
    } catch (RuntimeException e) {
      playwright.close();
      throw e;
    }
  }

  /** Opens a page of the console in a window of its own, in place of the one before. */
  Page open(String path, int width, int height, ColorScheme scheme) {
    closePage();
    context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setTimezoneId("Europe/Berlin"));
    page = context.newPage();
    page.onPageError(complaints::add);
    page.onRequest(
        request -> {
          if (!request.url().startsWith(laptop.console())) {
            complaints.add("the page asks elsewhere: " + request.url());
          }
        });
    page.navigate(laptop.console() + path);
    return page;
  }

  /** The page that is open. */
  Page page() {
    return page;
  }

  void closePage() {
    if (context != null) {
      context.close();
      context = null;
    }
  }

  /** What was wrong since the last time this was asked. */
  List<String> complaints() {
    List<String> found = List.copyOf(complaints);
    complaints.clear();
    return found;
  }

  /** Whether neither the page nor a part of it that scrolls down runs out at the side. */
  boolean fitsItsWidth() {
    return (Boolean)
        page.evaluate(
            """
            [document.documentElement, ...document.querySelectorAll("body *")].every((part) =>
              part.scrollWidth <= part.clientWidth
                || (part !== document.documentElement && getComputedStyle(part).overflowY !== "auto"))""");
  }

  void screenshot(String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
  }

  @Override
  public void close() {
    playwright.close();
  }
}
