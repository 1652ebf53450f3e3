/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.message;

import java.util.Arrays;

/** The languages that the bot speaks. */
public enum Language {
  ENGLISH("en"),
  GERMAN("de");

  private final String code;

  Language(String code) {
    this.code = code;
  }

  /** ISO 639-1. */
  public String code() {
    return code;
  }

  /**
   * The language of one of Discord's locales ("Reference: Locales" in Discord's documentation),
   * such as {@code de} or {@code en-GB}; English for those that the bot does not speak.
   */
  public static Language of(String locale) {
    return Arrays.stream(values())
        .filter(language -> locale.equals(language.code) || locale.startsWith(language.code + "-"))
        .findFirst()
        .orElse(ENGLISH);
  }
}
