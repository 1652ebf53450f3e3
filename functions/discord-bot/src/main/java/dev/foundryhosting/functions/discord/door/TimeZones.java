package dev.foundryhosting.functions.discord.door;

import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Proposals for a time zone while it is typed: IANA ids, those of cities first. */
final class TimeZones {
  /** Discord shows no more. */
  private static final int PROPOSALS = 25;

  private TimeZones() {}

  static List<String> proposals(String typed) {
    String wanted = plain(typed);
    return ZoneId.getAvailableZoneIds().stream()
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
