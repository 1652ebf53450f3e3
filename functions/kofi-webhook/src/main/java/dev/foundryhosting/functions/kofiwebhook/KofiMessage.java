/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.kofiwebhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.Donation;
import dev.foundryhosting.usage.MoneyText;
import dev.foundryhosting.usage.UsageMonth;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Ko-fi's message about a payment (ko-fi.com/manage/webhooks), without shipping and shop items,
 * which are never read.
 *
 * @param named the user whom the donor names, else the one whose Discord account the donor has
 *     linked at Ko-fi
 */
record KofiMessage(Donation donation, Optional<UserId> named) {
  private static final int LONGEST_KIND = 50;
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_WORDS = 1000;

  /** The transaction of all messages that Ko-fi's page of webhooks sends as a test. */
  private static final String TEST = "00000000-1111-2222-3333-444444444444";

  /** Discord's ids ("Snowflakes" in its documentation); the one in Ko-fi's test begins with 0. */
  private static final Pattern DISCORD_ID = Pattern.compile("[1-9][0-9]{16,19}");

  /** Whether it is a test, with which no money came. */
  static boolean isTest(ObjectNode data) {
    return data.path("kofi_transaction_id").asText().equals(TEST);
  }

  /**
   * @param token the key of the payers' hashes
   * @throws PlatformException {@code VALIDATION_ERROR} that names the field
   */
  static KofiMessage read(ObjectNode data, String token) {
    Optional<String> words = find(data, "message");
    boolean shown = isPublic(data);
    Donation donation =
        new Donation(
            text(data, "message_id"),
            text(data, "kofi_transaction_id"),
            time(data),
            DonorText.of(text(data, "type"), LONGEST_KIND).orElseThrow(() -> missing("type")),
            MoneyText.amount(
                "amount",
                text(data, "amount"),
                MoneyText.currency("currency", text(data, "currency"))),
            find(data, "from_name")
                .filter(name -> shown)
                .flatMap(name -> DonorText.of(name, LONGEST_NAME)),
            words.filter(text -> shown).flatMap(text -> DonorText.of(text, LONGEST_WORDS)),
            find(data, "email")
                .filter(email -> !email.isBlank())
                .map(email -> PayerIndex.of(email, token)));
    return new KofiMessage(
        donation, words.flatMap(DiscordMention::in).or(() -> discordAccount(data)));
  }

  /** What cannot be an id is as good as absent: the donation is booked all the same. */
  private static Optional<UserId> discordAccount(ObjectNode data) {
    return Optional.of(data.path("discord_userid").asText())
        .filter(id -> DISCORD_ID.matcher(id).matches())
        .map(UserId::new);
  }

  /** A message without the field is private. */
  private static boolean isPublic(ObjectNode data) {
    JsonNode value = data.path("is_public");
    if (!value.isBoolean() && !value.isNull() && !value.isMissingNode()) {
      throw PlatformException.invalid("is_public", "must be true or false");
    }
    return value.asBoolean(false);
  }

  private static Instant time(ObjectNode data) {
    try {
      Instant time = Instant.parse(text(data, "timestamp"));
      if (UsageMonth.covers(time)) {
        return time;
      }
      throw PlatformException.invalid("timestamp", "must be in the years 2000 to 9999");
    } catch (DateTimeException e) {
      throw PlatformException.invalid("timestamp", "must be a time in ISO 8601");
    }
  }

  private static String text(ObjectNode data, String field) {
    return find(data, field).orElseThrow(() -> missing(field));
  }

  private static Optional<String> find(ObjectNode data, String field) {
    JsonNode value = data.path(field);
    if (!value.isTextual() && !value.isNull() && !value.isMissingNode()) {
      throw PlatformException.invalid(field, "must be text");
    }
    return Optional.ofNullable(value.textValue());
  }

  private static PlatformException missing(String field) {
    return PlatformException.invalid(field, "is missing");
  }
}
