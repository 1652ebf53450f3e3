/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.kofiwebhook;

import dev.foundryhosting.platform.UserId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The user whom a donor names: {@code discord: <id>}, in any case, with or without the colon. */
final class DiscordMention {
  /** Discord's ids ("Snowflakes" in its documentation) have 17 to 20 digits so far. */
  private static final Pattern MENTION =
      Pattern.compile(
          "(?<![a-z0-9])discord\\s*:?\\s*(?<id>[0-9]{15,20})(?![a-z0-9_-])",
          Pattern.CASE_INSENSITIVE);

  private DiscordMention() {}

  /** The first named user. */
  static Optional<UserId> in(String message) {
    Matcher found = MENTION.matcher(message);
    return found.find() ? Optional.of(new UserId(found.group("id"))) : Optional.empty();
  }
}
