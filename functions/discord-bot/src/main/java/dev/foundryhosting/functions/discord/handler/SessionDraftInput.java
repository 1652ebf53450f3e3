/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.error.PlatformException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A session as a member plans it.
 *
 * @param start in the zone's own time; an hour that a clock change skips is no start
 * @param description may be empty
 */
record SessionDraftInput(
    String title, LocalDateTime start, ZoneId zone, Duration duration, String description) {
  private static final Pattern DURATION =
      Pattern.compile("([0-9]{1,2})(?:([:.,h])([0-9]{1,2}))?\\s*h?");

  /** After a point or a comma: 1.25 hours are a quarter past, but 1.30 may be half past. */
  private static final Pattern FRACTION = Pattern.compile("[0-9]|00|25|50|75");

  private static final Duration LONGEST = Duration.ofHours(24);

  SessionDraftInput {
    if (zone.getRules().getValidOffsets(start).isEmpty()) {
      throw PlatformException.invalid("start", "is an hour that the clock change skips");
    }
    if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0) {
      throw PlatformException.invalid("duration", "must be more than nothing and at most 24 hours");
    }
  }

  /** As the member wrote it into the form. */
  static SessionDraftInput of(InteractionTask task) {
    return new SessionDraftInput(
        task.value("title").orElse(""),
        typedStart(task).value(),
        zone(task.value("zone").orElse("")),
        duration(task.value("duration").orElse("")),
        task.value("description").orElse(""));
  }

  /** When it starts, as the member wrote it into the form. */
  static TypedDateTime typedStart(InteractionTask task) {
    return TypedDateTime.read(task.value("start").orElse(""), task.interaction());
  }

  /** As {@link #notes} keeps it. */
  static SessionDraftInput of(Map<String, String> notes) {
    return new SessionDraftInput(
        notes.getOrDefault("title", ""),
        LocalDateTime.parse(notes.get("start")),
        ZoneId.of(notes.get("zone")),
        Duration.parse(notes.get("duration")),
        notes.getOrDefault("description", ""));
  }

  Map<String, String> notes() {
    return Map.of(
        "title", title,
        "start", start.toString(),
        "zone", zone.getId(),
        "duration", duration.toString(),
        "description", description);
  }

  /** Where a clock change repeats an hour, the first of the two. */
  OffsetDateTime startsAt() {
    return start.atZone(zone).toOffsetDateTime();
  }

  /** With its offset: a night in which the clocks go back has an hour twice. */
  OffsetDateTime endsAt() {
    return start.atZone(zone).plus(duration).toOffsetDateTime();
  }

  /**
   * @throws PlatformException {@code VALIDATION_ERROR} for what is no IANA id
   */
  static ZoneId zone(String text) {
    return TimeZones.find(text)
        .orElseThrow(
            () ->
                PlatformException.invalid(
                    "timezone", "must be the name of a zone such as Europe/Berlin"));
  }

  private static Duration duration(String text) {
    Matcher parts = DURATION.matcher(text);
    boolean decimal = text.contains(".") || text.contains(",");
    if (!parts.matches() || (decimal && !FRACTION.matcher(parts.group(3)).matches())) {
      throw PlatformException.invalid("duration", "must be hours and minutes such as 3:30");
    }
    String rest = parts.group(3) == null ? "0" : parts.group(3);
    long minutes =
        decimal ? Math.round(Double.parseDouble("0." + rest) * 60) : Long.parseLong(rest);
    if (minutes > 59) {
      throw PlatformException.invalid("duration", "must have at most 59 minutes beside its hours");
    }
    return Duration.ofHours(Long.parseLong(parts.group(1))).plusMinutes(minutes);
  }
}
