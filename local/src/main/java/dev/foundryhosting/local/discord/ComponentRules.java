package dev.foundryhosting.local.discord;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Discord's limits of buttons, menus and forms ("Component Reference", "Using Modals"). */
final class ComponentRules {
  static final int ROW = 1;
  static final int BUTTON = 2;
  static final int MENU = 3;
  static final int TEXT_INPUT = 4;
  static final int LABEL = 18;
  static final int LINK_STYLE = 5;

  private static final int ROWS = 5;
  private static final int BUTTONS = 5;
  private static final int CUSTOM_ID = 100;
  private static final int BUTTON_LABEL = 80;
  private static final int URL = 512;
  private static final int OPTIONS = 25;
  private static final int OPTION = 100;
  private static final int PLACEHOLDER = 150;
  private static final int TITLE = 45;
  private static final int INPUT = 4000;
  private static final int INPUT_PLACEHOLDER = 100;

  private ComponentRules() {}

  /** The components of a message. */
  static void check(Part components) {
    Set<String> customIds = new HashSet<>();
    for (Part row : components.items(0, ROWS)) {
      type(row, ROW, "must be a row of components");
      List<Part> parts = row.at("components").items(1, BUTTONS);
      for (Part part : parts) {
        switch (part.at("type").number(ROW, LABEL)) {
          case BUTTON -> button(part, customIds);
          case MENU -> {
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
    modal.object().at("custom_id").text(1, CUSTOM_ID);
    modal.at("title").text(1, TITLE);
    Set<String> customIds = new HashSet<>();
    for (Part label : modal.at("components").items(1, ROWS)) {
      type(label, LABEL, "must be a label");
      label.at("label").text(1, TITLE);
      label.at("description").found().ifPresent(text -> text.text(0, OPTION));
      input(label.at("component").object(), customIds);
    }
  }

  private static void button(Part button, Set<String> customIds) {
    int style = button.at("style").number(1, LINK_STYLE);
    button.at("label").text(1, BUTTON_LABEL);
    button.at("disabled").found().ifPresent(Part::flag);
    if (style == LINK_STYLE) {
      button.at("custom_id").mustBeAbsent("must not stand beside a url");
      url(button.at("url"));
    } else {
      button.at("url").mustBeAbsent("must not stand beside a custom_id");
      customId(button, customIds);
    }
  }

  private static void url(Part url) {
    URI uri;
    try {
      uri = URI.create(url.text(1, URL));
    } catch (IllegalArgumentException e) {
      throw url.refused("must be a URL");
    }
    if (!Set.of("http", "https", "discord").contains(uri.getScheme()) || uri.getHost() == null) {
      throw url.refused("must be a URL of http, https or discord");
    }
  }

  private static void menu(Part menu, Set<String> customIds) {
    customId(menu, customIds);
    menu.at("placeholder").found().ifPresent(text -> text.text(0, PLACEHOLDER));
    Set<String> values = new HashSet<>();
    int chosen = 0;
    for (Part option : menu.at("options").items(1, OPTIONS)) {
      option.at("label").text(1, OPTION);
      if (!values.add(option.at("value").text(1, OPTION))) {
        throw option.at("value").refused("must be there once");
      }
      chosen += option.at("default").found().filter(Part::flag).isPresent() ? 1 : 0;
    }
    if (chosen > 1) {
      throw menu.at("options").refused("must have one default at most");
    }
  }

  private static void input(Part input, Set<String> customIds) {
    type(input, TEXT_INPUT, "must be a text input");
    customId(input, customIds);
    input.at("style").number(1, 2);
    input.at("required").found().ifPresent(Part::flag);
    input.at("placeholder").found().ifPresent(text -> text.text(0, INPUT_PLACEHOLDER));
    input.at("min_length").found().ifPresent(length -> length.number(0, INPUT));
    int most = input.at("max_length").found().map(length -> length.number(1, INPUT)).orElse(INPUT);
    input.at("value").found().ifPresent(value -> value.text(0, most));
  }

  private static void customId(Part component, Set<String> customIds) {
    if (!customIds.add(component.at("custom_id").text(1, CUSTOM_ID))) {
      throw component.at("custom_id").refused("must be there once");
    }
  }

  private static void type(Part part, int type, String rule) {
    if (part.object().at("type").number(ROW, LABEL) != type) {
      throw part.at("type").refused(rule);
    }
  }
}
