/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session;

import dev.foundryhosting.error.PlatformException;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The title and description of a session, and the zone to show its times in.
 *
 * @param title 1 to 100 characters
 * @param description at most 1000 characters
 */
public record SessionText(String title, Optional<String> description, Optional<ZoneId> zone) {
  /** The default title. */
  public static final String UNTITLED = "Session";

  private static final int LONGEST_TITLE = 100;
  private static final int LONGEST_DESCRIPTION = 1000;

  public SessionText {
    if (title.isBlank() || title.length() > LONGEST_TITLE) {
      throw PlatformException.invalid(
          "title", "must have 1 to %d characters".formatted(LONGEST_TITLE));
    }
    if (description.filter(text -> text.length() > LONGEST_DESCRIPTION).isPresent()) {
      throw PlatformException.invalid(
          "description", "must have at most %d characters".formatted(LONGEST_DESCRIPTION));
    }
  }
}
