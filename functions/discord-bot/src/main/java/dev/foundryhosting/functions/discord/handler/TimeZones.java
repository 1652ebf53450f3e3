/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The time zones in which people plan. */
final class TimeZones {
  /** Discord shows no more. */
  private static final int PROPOSALS = 25;

  private static final String UTC = "UTC";

  private TimeZones() {}

  /** IANA ids; without abbreviations such as CET, which the platform refuses as ambiguous. */
  static Stream<String> ids() {
    return ZoneId.getAvailableZoneIds().stream().filter(id -> id.contains("/") || id.equals(UTC));
  }

  /** Those that contain a text, the cities that begin with it first. */
  static List<String> proposals(String typed) {
    String wanted = plain(typed);
    return ids()
        .filter(id -> plain(id).contains(wanted))
        .filter(id -> !id.startsWith("SystemV/") && !id.startsWith("Etc/"))
        .sorted(
            Comparator.comparing((String id) -> !city(id).startsWith(wanted))
                .thenComparing(id -> !id.contains("/"))
                .thenComparing(Comparator.naturalOrder()))
        .limit(PROPOSALS)
        .toList();
  }

  private static String city(String id) {
    return plain(id.substring(id.lastIndexOf('/') + 1));
  }

  private static String plain(String text) {
    return text.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
  }
}
