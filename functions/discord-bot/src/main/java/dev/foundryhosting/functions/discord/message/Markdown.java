/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.message;

import java.time.Instant;

/** Discord's Markdown: escapes texts of others, and shows times in the reader's zone. */
public final class Markdown {
  private static final String SPECIAL = "\\*_~`|>#-+[](){}<:";

  /** Keeps Discord from reading what follows an at sign as a name. */
  private static final String BREAK = "\u200b";

  private Markdown() {}

  /** A text of others, so that it can neither format, link nor mention. */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints().forEach(character -> append(character, escaped));
    return escaped.toString();
  }

  /** Date and time, in the reader's own zone. */
  public static String time(Instant at) {
    return "<t:" + at.getEpochSecond() + ":F>";
  }

  /** How long until then or since. */
  public static String relative(Instant at) {
    return "<t:" + at.getEpochSecond() + ":R>";
  }

  /** Date and time, and how long until then or since. */
  public static String timeAndRelative(Instant at) {
    return time(at) + " " + relative(at);
  }

  /** A text that shows when it is clicked, without its back-ticks. */
  public static String hidden(String text) {
    return "||`" + text.replace("`", "") + "`||";
  }

  private static void append(int character, StringBuilder escaped) {
    if (character == '@') {
      escaped.append('@').append(BREAK);
    } else if (Character.isISOControl(character)) {
      // A new line would begin a heading or a quote.
      escaped.append(' ');
    } else {
      if (SPECIAL.indexOf(character) >= 0) {
        escaped.append('\\');
      }
      escaped.appendCodePoint(character);
    }
  }
}
