/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The claim of one user on a licence key, or on an account at foundryvtt.com: the same credential
 * is registered once.
 *
 * @param digest by {@link LicenseDigest}, so that the claim shows nothing of the credential
 */
public record CredentialClaim(Kind kind, String digest) implements Comparable<CredentialClaim> {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern VALUE = Pattern.compile("([a-z]+)#([0-9a-f]{64})");
  private static final Comparator<CredentialClaim> ORDER =
      Comparator.comparing(CredentialClaim::kind).thenComparing(CredentialClaim::digest);

  /** What is claimed. */
  public enum Kind {
    KEY,
    ACCOUNT
  }

  public CredentialClaim {
    if (!DIGEST.matcher(digest).matches()) {
      throw new IllegalArgumentException("a claim has a digest of 64 hexadecimal digits");
    }
  }

  /** The claim of which {@link #value} is this. */
  public static CredentialClaim parse(String value) {
    Matcher matcher = VALUE.matcher(value);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a claim has a kind and a digest");
    }
    return new CredentialClaim(
        Kind.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)), matcher.group(2));
  }

  /** One text, such as {@code key#0a1b...}. */
  public String value() {
    return kind.name().toLowerCase(Locale.ROOT) + "#" + digest;
  }

  @Override
  public int compareTo(CredentialClaim other) {
    return ORDER.compare(this, other);
  }
}
