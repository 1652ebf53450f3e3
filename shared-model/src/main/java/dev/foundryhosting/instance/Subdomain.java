/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.error.PlatformException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The name under which a server is reached: a DNS label (RFC 1035) of 1 to 40 characters that the
 * platform does not keep for itself.
 */
public record Subdomain(String value) {
  /** Shorter than the 63 characters of a DNS label, so that a suggestion can add a number. */
  public static final int MAX_LENGTH = 40;

  private static final Pattern SHAPE = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

  private static final Set<String> RESERVED =
      Set.of(
          """
          admin api app assets auth autoconfig autodiscover blog cdn cname console dashboard
          dev discord dns docs foundry ftp game help host imap kofi localhost login mail mx ns
          ns1 ns2 play pool pop root smtp ssl static status support test vpn webmail www
          """
              .split("\\s+"));

  /** Letters that Unicode does not decompose into a base letter and marks. */
  private static final Map<String, String> TRANSLITERATION =
      Arrays.stream("ß=ss ä=ae ö=oe ü=ue æ=ae œ=oe ø=o å=a ł=l đ=d ð=d þ=th ı=i".split(" "))
          .map(pair -> pair.split("="))
          .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));

  public Subdomain {
    if (value == null || value.length() > MAX_LENGTH || !SHAPE.matcher(value).matches()) {
      throw PlatformException.invalid(
          "username", "must give a name of 1 to 40 letters, digits and inner dashes");
    }
    if (RESERVED.contains(value)) {
      throw PlatformException.invalid(
          "username", "gives the name '%s', which the platform keeps for itself".formatted(value));
    }
  }

  /**
   * The subdomain of a user name: lower case, letters with marks as plain ones, everything else a
   * dash.
   *
   * @throws PlatformException {@code VALIDATION_ERROR} when nothing usable is left or the name is
   *     reserved
   */
  public static Subdomain of(String username) {
    String given = Objects.requireNonNullElse(username, "");
    String lower = Normalizer.normalize(given.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    String spelled =
        lower
            .codePoints()
            .mapToObj(Character::toString)
            .map(letter -> TRANSLITERATION.getOrDefault(letter, letter))
            .collect(Collectors.joining());
    // Only decomposed do letters such as a mathematical A become ones that have a lower case.
    String plain = Normalizer.normalize(spelled, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
    String label = trimDashes(plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"));
    return new Subdomain(
        label.length() > MAX_LENGTH ? trimDashes(label.substring(0, MAX_LENGTH)) : label);
  }

  /** The names to offer when this one is taken, best first; endless. */
  public Stream<Subdomain> alternatives() {
    return Stream.iterate(2, n -> n + 1)
        .map(
            n -> {
              String suffix = "-" + n;
              int room = Math.min(value.length(), MAX_LENGTH - suffix.length());
              return new Subdomain(trimDashes(value.substring(0, room)) + suffix);
            });
  }

  /** The full host name under a base domain. */
  public String hostIn(String domain) {
    return value + "." + domain;
  }

  private static String trimDashes(String text) {
    return text.replaceAll("^-+|-+$", "");
  }

  @Override
  public String toString() {
    return value;
  }
}
