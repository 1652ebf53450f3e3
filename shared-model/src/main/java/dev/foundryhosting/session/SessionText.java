/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session;

import dev.foundryhosting.error.PlatformException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The title and description of a session, and the zone to show its times in. Characters that turn
 * the direction of text are taken out.
 *
 * @param title 1 to 100 characters
 * @param description at most 1000 characters
 */
public record SessionText(String title, Optional<String> description, Optional<ZoneId> zone) {
  /** The default title. */
  public static final String UNTITLED = "Session";

  private static final int LONGEST_TITLE = 100;
  private static final int LONGEST_DESCRIPTION = 1000;

  /** Marks, embeddings and isolates ("Unicode Bidirectional Algorithm"). */
  private static final Pattern BIDIRECTIONAL =
      Pattern.compile("[\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

  public SessionText {
    title = withoutDirection(title);
    description = description.map(SessionText::withoutDirection);
    if (title.isBlank() || title.length() > LONGEST_TITLE) {
      throw PlatformException.invalid(
          "title", "must have 1 to %d characters".formatted(LONGEST_TITLE));
    }
    if (description.filter(text -> text.length() > LONGEST_DESCRIPTION).isPresent()) {
      throw PlatformException.invalid(
          "description", "must have at most %d characters".formatted(LONGEST_DESCRIPTION));
    }
  }

  /** A title stands in sentences for others, whose words it must not turn around. */
  private static String withoutDirection(String text) {
    return BIDIRECTIONAL.matcher(text).replaceAll("");
  }
}
