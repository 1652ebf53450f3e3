/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session;

import dev.foundryhosting.error.PlatformException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRulesException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The times of a session as a user wrote them: ISO-8601 with an offset, or a local date and time
 * with an IANA zone.
 *
 * @param zone if the user named one
 * @param notes a sentence for each local time that the zone does not have, or has twice
 */
public record LocalTimes(Instant start, Instant end, Optional<ZoneId> zone, List<String> notes) {
  private static final String EXAMPLE = "an IANA zone such as Europe/Berlin";

  public LocalTimes {
    notes = List.copyOf(notes);
  }

  /**
   * @throws PlatformException {@code VALIDATION_ERROR} for {@code startsAt}, {@code endsAt} or
   *     {@code timeZone}
   */
  public static LocalTimes parse(String startsAt, String endsAt, Optional<String> timeZone) {
    Optional<ZoneId> zone = timeZone.map(LocalTimes::zone);
    List<String> notes = new ArrayList<>();
    Instant start = instant("startsAt", startsAt, zone, notes);
    Instant end = instant("endsAt", endsAt, zone, notes);
    return new LocalTimes(start, end, zone, notes);
  }

  private static ZoneId zone(String id) {
    // java.time accepts ambiguous abbreviations such as EST, and offsets, which have no daylight
    // saving.
    if (!id.equals("UTC") && !id.contains("/")) {
      throw PlatformException.invalid(
          "timeZone", "must be " + EXAMPLE + "; abbreviations and offsets are not clear enough");
    }
    try {
      return ZoneId.of(id);
    } catch (ZoneRulesException e) {
      throw PlatformException.invalid("timeZone", "must be " + EXAMPLE + "; that one is unknown");
    } catch (DateTimeException e) {
      throw PlatformException.invalid("timeZone", "must be " + EXAMPLE);
    }
  }

  private static Instant instant(
      String field, String text, Optional<ZoneId> zone, List<String> notes) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException noOffset) {
      LocalDateTime local = local(field, text);
      ZoneId place =
          zone.orElseThrow(
              () ->
                  PlatformException.invalid(
                      field, "must have an offset such as +02:00, or come with a timeZone"));
      note(local, place).ifPresent(notes::add);
      return ZonedDateTime.of(local, place).toInstant();
    }
  }

  private static LocalDateTime local(String field, String text) {
    try {
      return LocalDateTime.parse(text);
    } catch (DateTimeParseException e) {
      throw PlatformException.invalid(
          field, "must be a date and time such as 2026-12-04T20:00:00+01:00 or 2026-12-04T20:00");
    }
  }

  /** A sentence about a local time at which the clocks change. */
  private static Optional<String> note(LocalDateTime local, ZoneId zone) {
    ZoneOffsetTransition change = zone.getRules().getTransition(local);
    if (change == null) {
      return Optional.empty();
    }
    ZonedDateTime taken = ZonedDateTime.of(local, zone);
    Duration shift = change.getDuration().abs();
    return Optional.of(
        change.isGap()
            ? "%s does not exist in %s, where the clocks go forward by %d minutes; %s was taken."
                .formatted(local, zone, shift.toMinutes(), taken.toLocalDateTime())
            : "%s comes twice in %s, where the clocks go back by %d minutes; the first one was taken (%s)."
                .formatted(local, zone, shift.toMinutes(), taken.getOffset()));
  }
}
