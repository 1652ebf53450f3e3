/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.foundryhosting.local.console.ConsoleVisit.in;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;

/** The page that plays Discord, as a person uses it. */
final class DiscordScreen {
  private final Page page;

  DiscordScreen(Page page) {
    this.page = page;
  }

  /** Looks at a room with the eyes of somebody. */
  void be(String person, String room) {
    page.getByLabel("You are").selectOption(person);
    Locator button = room(room);
    assertThat(button).isVisible();
    button.click();
    assertThat(page.locator("#room-title")).containsText(room);
  }

  Locator room(String name) {
    return page.locator("#rooms button")
        .filter(new Locator.FilterOptions().setHasText(Pattern.compile("[#@]" + name + ".*")));
  }

  /** The messages in the room that hold a text. */
  Locator posts(String text) {
    return page.locator(".post").filter(new Locator.FilterOptions().setHasText(text));
  }

  /** The one message in the room that holds a text, as soon as it is there. */
  Locator post(String text) {
    Locator found = posts(text);
    assertThat(found).hasCount(1);
    return found;
  }

  /** The newest message in the room, as soon as it holds a text. */
  Locator newest(String text) {
    Locator newest = page.locator(".post").last();
    assertThat(newest).containsText(text);
    // From now on that one, whatever comes after it.
    return page.locator(
        ".post[data-key='%s']".formatted(posts(text).last().getAttribute("data-key")));
  }

  /** The dashboard at the top of a member's channel, as soon as it says so. */
  Locator dashboard(String text) {
    Locator dashboard = page.locator(".post").first();
    assertThat(dashboard).containsText(text);
    return dashboard;
  }

  static void press(Locator post, String button) {
    in(post, button).click();
  }

  static void select(Locator post, String option) {
    Locator menu = post.locator(".menu").filter(new Locator.FilterOptions().setHasText(option));
    Locator choices = menu.getByRole(AriaRole.COMBOBOX);
    String whole =
        choices
            .getByRole(AriaRole.OPTION)
            .filter(new Locator.FilterOptions().setHasText(option))
            .first()
            .textContent();
    choices.selectOption(whole);
    press(menu, "Choose");
  }

  /** Types a slash command and sends it: options and what is given for them, by turns. */
  void command(String command, String... options) {
    choose(command);
    for (int i = 0; i < options.length; i += 2) {
      Locator field = page.locator("#options [name=" + options[i] + "]");
      if (field.evaluate("field => field.tagName").equals("SELECT")) {
        field.selectOption(options[i + 1]);
      } else {
        field.fill(options[i + 1]);
      }
    }
    button("Send").click();
    assertThat(page.locator("#command")).isVisible();
    assertThat(page.locator("#problem")).isHidden();
  }

  /** Types a slash command, without sending it. */
  void choose(String command) {
    page.locator("#command").fill(command);
    assertThat(page.locator("#suggestions [aria-selected=true] b")).hasText(command);
    page.locator("#command").press("Enter");
  }

  /** Fills the form that is open: labels and what is written, by turns. */
  void submit(String... inputs) {
    assertThat(page.locator("#modal")).isVisible();
    for (int i = 0; i < inputs.length; i += 2) {
      page.locator("#modal").getByLabel(inputs[i]).fill(inputs[i + 1]);
    }
    button("Submit").click();
    assertThat(page.locator("#modal")).isHidden();
  }

  /** What only the person sees is taken away, so that the next answer is the newest. */
  void dismissAll() {
    Locator dismiss = button("Dismiss message");
    while (dismiss.count() > 0) {
      int before = dismiss.count();
      dismiss.first().click();
      assertThat(dismiss).hasCount(before - 1);
    }
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }
}
