/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import dev.foundryhosting.instance.UserSecret;
import dev.foundryhosting.license.CredentialClaim;
import dev.foundryhosting.license.CredentialClaim.Kind;
import dev.foundryhosting.license.LicenseDigest;
import dev.foundryhosting.license.LicenseKey;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The claims on the credentials of a user's secret: those of one credential are equal. */
final class CredentialDigests {
  private final LicenseDigest digest;

  CredentialDigests(LicenseDigest digest) {
    this.digest = digest;
  }

  Set<CredentialClaim> of(UserSecret secret) {
    Stream<CredentialClaim> key =
        secret
            .get(UserSecret.Field.LICENSE_KEY)
            .flatMap(LicenseKey::parse)
            .map(found -> new CredentialClaim(Kind.KEY, digest.of(found.value())))
            .stream();
    Stream<CredentialClaim> account =
        secret
            .get(UserSecret.Field.FOUNDRY_USERNAME)
            .map(name -> new CredentialClaim(Kind.ACCOUNT, digest.of(folded(name))))
            .stream();
    return Stream.concat(key, account).collect(Collectors.toUnmodifiableSet());
  }

  /** A user name as foundryvtt.com compares it: without regard to case. */
  private static String folded(String username) {
    return Normalizer.normalize(username.strip(), Normalizer.Form.NFKC)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }
}
