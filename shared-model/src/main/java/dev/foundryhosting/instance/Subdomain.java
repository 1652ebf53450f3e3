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
 * The name under which a server is reached: a DNS label (RFC 1035) of 1 to 40 characters. Which
 * ones the platform keeps for itself is asked of new names only ({@link #of}): those that users
 * have stay theirs.
 */
public record Subdomain(String value) {
  /** Shorter than the 63 characters of a DNS label, so that a suggestion can add a number. */
  public static final int MAX_LENGTH = 40;

  private static final Pattern SHAPE = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

  /**
   * Names of the platform; those that programs look up by themselves (WPAD, ISATAP, RFC 2142 and
   * 6186, the discovery of mail and calendars); and those that a player would take for the
   * platform's own, or for where one pays.
   */
  private static final Set<String> RESERVED =
      Set.of(
          """
          admin administrator api app assets auth blog cdn cname console dashboard dev discord docs
          foundry foundry-hosting foundry-vtt foundryhosting foundryvtt game help host hosting
          localdomain localhost play pool portal root ssl staging static status support system test
          vpn webhook webhooks www
          autoconfig autodiscover broadcasthost dmarc dns enterpriseenrollment
          enterpriseregistration ftp gateway isatap kdc kerberos ldap lyncdiscover msoid mta-sts
          ntp openpgpkey proxy sftp sip sipinternal ssh stun turn wpad xmpp
          abuse hostmaster imap imaps mail mta mx noreply no-reply ns pop pop3 pop3s postmaster smtp
          smtps webmail webmaster
          account accounts id login oauth password register secure security signin signup sso verify
          billing checkout donate donation donations ko-fi kofi pay payment payments paypal stripe
          """
              .strip()
              .split("\\s+"));

  /** Mail and name servers, and others that are counted: {@code mx1}, {@code ns3}, {@code www2}. */
  private static final Pattern NUMBERED =
      Pattern.compile("(api|cdn|dns|ftp|host|imap|mail|mta|mx|ns|pop|smtp|srv|vpn|www)-?[0-9]+");

  /** Letters that Unicode does not decompose into a base letter and marks. */
  private static final Map<String, String> TRANSLITERATION =
      Arrays.stream("ß=ss ä=ae ö=oe ü=ue æ=ae œ=oe ø=o å=a ł=l đ=d ð=d þ=th ı=i".split(" "))
          .map(pair -> pair.split("="))
          .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));

  public Subdomain {
    if (value == null || value.length() > MAX_LENGTH || !SHAPE.matcher(value).matches()) {
      throw PlatformException.invalid(
          "username", "must give a name of 1 to 40 letters a to z, digits and inner dashes");
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
    if (label.isEmpty()) {
      throw PlatformException.invalid(
          "username",
          "must hold a letter from a to z or a digit, since it becomes the server's address");
    }
    Subdomain named =
        new Subdomain(
            label.length() > MAX_LENGTH ? trimDashes(label.substring(0, MAX_LENGTH)) : label);
    if (named.reserved()) {
      throw PlatformException.invalid(
          "username", "gives the name '%s', which the platform keeps for itself".formatted(named));
    }
    return named;
  }

  private boolean reserved() {
    return RESERVED.contains(value) || NUMBERED.matcher(value).matches();
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
