/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import java.text.Normalizer;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The time zones in which people plan. */
final class TimeZones {
  /** Discord shows no more. */
  private static final int PROPOSALS = 25;

  private static final String UTC = "UTC";
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

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

  /**
   * The zone with this id or, if no other ends so, this city; spaces, case and accents do not
   * matter.
   */
  static Optional<ZoneId> find(String typed) {
    String wanted = plain(typed);
    return ids()
        .filter(id -> plain(id).equals(wanted))
        .findFirst()
        .or(() -> only(ids().filter(id -> city(id).equals(wanted)).toList()))
        .map(ZoneId::of);
  }

  private static Optional<String> only(List<String> ids) {
    return ids.size() == 1 ? Optional.of(ids.getFirst()) : Optional.empty();
  }

  private static String city(String id) {
    return plain(id.substring(id.lastIndexOf('/') + 1));
  }

  /** Decomposed, and without the marks: São Paulo is America/Sao_Paulo. */
  private static String plain(String text) {
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
    return MARKS
        .matcher(decomposed)
        .replaceAll("")
        .strip()
        .toLowerCase(Locale.ROOT)
        .replace(' ', '_');
  }
}
