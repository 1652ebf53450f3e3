/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.discord;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Discord's limits of buttons, menus and forms ("Component Reference", "Using Modals"). */
final class ComponentRules {
  private static final int LINK_STYLE = 5;
  private static final int LONGEST_INPUT = 4000;
  private static final Set<String> SCHEMES = Set.of("http", "https", "discord");

  private ComponentRules() {}

  /** The components of a message. */
  static void check(Part components) {
    Set<String> customIds = new HashSet<>();
    for (Part row : components.items(0, 5)) {
      type(row, Component.ROW, "must be a row of components");
      List<Part> parts = row.at("components").items(1, 5);
      for (Part part : parts) {
        switch (part.at("type").number(Component.ROW, Component.LABEL)) {
          case Component.BUTTON -> button(part, customIds);
          case Component.MENU -> {
            if (parts.size() > 1) {
              throw row.refused("must hold a menu alone");
            }
            menu(part, customIds);
          }
          default -> throw part.at("type").refused("must be a button or a menu of texts");
        }
      }
    }
  }

  /** A form. */
  static void checkModal(Part modal) {
    modal.object().at("custom_id").text(1, 100);
    modal.at("title").text(1, 45);
    Set<String> customIds = new HashSet<>();
    for (Part label : modal.at("components").items(1, 5)) {
      type(label, Component.LABEL, "must be a label");
      label.at("label").text(1, 45);
      label.found("description").ifPresent(text -> text.text(0, 100));
      input(label.at("component").object(), customIds);
    }
  }

  private static void button(Part button, Set<String> customIds) {
    int style = button.at("style").number(1, LINK_STYLE);
    button.at("label").text(1, 80);
    button.flag("disabled");
    if (style == LINK_STYLE) {
      absent(button.at("custom_id"), "must not stand beside a url");
      url(button.at("url"));
    } else {
      absent(button.at("url"), "must not stand beside a custom_id");
      customId(button, customIds);
    }
  }

  private static void url(Part url) {
    URI uri;
    try {
      uri = URI.create(url.text(1, 512));
    } catch (IllegalArgumentException e) {
      throw url.refused("must be a URL");
    }
    if (!SCHEMES.contains(uri.getScheme()) || uri.getHost() == null) {
      throw url.refused("must be a URL of http, https or discord");
    }
  }

  private static void menu(Part menu, Set<String> customIds) {
    customId(menu, customIds);
    menu.found("placeholder").ifPresent(text -> text.text(0, 150));
    Set<String> values = new HashSet<>();
    int chosen = 0;
    for (Part option : menu.at("options").items(1, 25)) {
      option.at("label").text(1, 100);
      if (!values.add(option.at("value").text(1, 100))) {
        throw option.at("value").refused("must be there once");
      }
      chosen += option.flag("default") ? 1 : 0;
    }
    if (chosen > 1) {
      throw menu.at("options").refused("must have one default at most");
    }
  }

  private static void input(Part input, Set<String> customIds) {
    type(input, Component.TEXT_INPUT, "must be a text input");
    customId(input, customIds);
    input.at("style").number(1, 2);
    input.flag("required");
    input.found("placeholder").ifPresent(text -> text.text(0, 100));
    input.found("min_length").ifPresent(length -> length.number(0, LONGEST_INPUT));
    int most =
        input
            .found("max_length")
            .map(length -> length.number(1, LONGEST_INPUT))
            .orElse(LONGEST_INPUT);
    input.found("value").ifPresent(value -> value.text(0, most));
  }

  private static void customId(Part component, Set<String> customIds) {
    if (!customIds.add(component.at("custom_id").text(1, 100))) {
      throw component.at("custom_id").refused("must be there once");
    }
  }

  private static void type(Part part, int type, String rule) {
    if (part.object().at("type").number(Component.ROW, Component.LABEL) != type) {
      throw part.at("type").refused(rule);
    }
  }

  private static void absent(Part part, String rule) {
    if (!part.isAbsent()) {
      throw part.refused(rule);
    }
  }
}
