/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.interaction.Interaction;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A date and a time as people type them: {@code 2026-11-28 19:30}, {@code 28.11.2026, 19.30 Uhr},
 * {@code 11/28/2026 7:30 PM}.
 *
 * @param exchangeable whether another reader would take the day for the month; then the person has
 *     to see what it was taken for
 */
record TypedDateTime(LocalDateTime value, boolean exchangeable) {
  /** Of Discord's locales the one that writes the month first ("Reference: Locales"). */
  private static final String MONTH_FIRST = "en-US";

  private static final Pattern PARTS =
      Pattern.compile(
          "(?<date>.+?)(?:\\s*,\\s*|\\s+|T)(?:(?:um|at|@)\\s*)?"
              + "(?<hour>[0-9]{1,2})(?:[:.h](?<minute>[0-9]{2}))?"
              + "(?:\\s*(?<half>[ap])\\.?m\\.?)?(?<hours>\\s*(?:Uhr|h))?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern DATE =
      Pattern.compile("([0-9]{1,4})\\s*([-./])\\s*([0-9]{1,2})\\s*\\2\\s*([0-9]{1,4})\\.?");

  private static final int YEAR_DIGITS = 4;
  private static final int MONTHS = 12;
  private static final int NOON = 12;
  private static final LocalTime EVENING = LocalTime.of(19, 30);

  /**
   * Reads what a person typed. A date with slashes or dashes is in the order of the person's
   * locale, unless only the other order makes it a date.
   *
   * @throws PlatformException {@code VALIDATION_ERROR} for {@code start}, with an example
   */
  static TypedDateTime read(String text, Interaction interaction) {
    return parse(Normalizer.normalize(text, Normalizer.Form.NFKC).strip(), interaction)
        .orElseThrow(
            () ->
                PlatformException.invalid(
                    "start", "must be a date and a time such as " + example(interaction)));
  }

  /** A date and a time a week ahead, in a form of the person's locale. */
  static String example(Interaction interaction) {
    String form =
        switch (interaction.language()) {
          case GERMAN -> "d.M.uuuu HH:mm";
          case ENGLISH -> isMonthFirst(interaction) ? "M/d/uuuu h:mm a" : "uuuu-MM-dd HH:mm";
        };
    LocalDate day = interaction.receivedAt().atZone(ZoneOffset.UTC).toLocalDate().plusWeeks(1);
    return DateTimeFormatter.ofPattern(form, Locale.US).format(day.atTime(EVENING));
  }

  /** Whether the person writes the month before the day. */
  static boolean isMonthFirst(Interaction interaction) {
    return interaction.locale().equals(MONTH_FIRST);
  }

  private static Optional<TypedDateTime> parse(String text, Interaction interaction) {
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    Matcher date = DATE.matcher(parts.group("date").strip());
    if (!date.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(date, time(parts), isMonthFirst(interaction)));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static TypedDateTime of(Matcher date, LocalTime time, boolean monthFirst) {
    int first = Integer.parseInt(date.group(1));
    int second = Integer.parseInt(date.group(3));
    int last = Integer.parseInt(date.group(4));
    if (date.group(1).length() == YEAR_DIGITS) {
      return new TypedDateTime(LocalDate.of(first, second, last).atTime(time), false);
    }
    if (date.group(4).length() != YEAR_DIGITS) {
      throw new DateTimeException("no year of four digits");
    }
    boolean exchangeable =
        !date.group(2).equals(".") && first <= MONTHS && second <= MONTHS && first != second;
    boolean startsWithMonth =
        exchangeable ? monthFirst : !date.group(2).equals(".") && second > MONTHS;
    LocalDate day =
        startsWithMonth ? LocalDate.of(last, first, second) : LocalDate.of(last, second, first);
    return new TypedDateTime(day.atTime(time), exchangeable);
  }

  /** Of 24 hours, or of twelve with am or pm. A lone number is no time. */
  private static LocalTime time(Matcher parts) {
    int hour = Integer.parseInt(parts.group("hour"));
    String minute = parts.group("minute");
    String half = parts.group("half");
    if (minute == null && half == null && parts.group("hours") == null) {
      throw new DateTimeException("without minutes");
    }
    if (half != null) {
      if (hour < 1 || hour > NOON) {
        throw new DateTimeException("no hour of twelve");
      }
      hour = hour % NOON + (half.equalsIgnoreCase("p") ? NOON : 0);
    }
    return LocalTime.of(hour, minute == null ? 0 : Integer.parseInt(minute));
  }
}
