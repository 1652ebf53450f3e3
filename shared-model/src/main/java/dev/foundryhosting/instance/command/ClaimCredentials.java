/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.instance.port.UserSecrets;
import dev.foundryhosting.license.CredentialClaim;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseDigest;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.platform.OptimisticRetry;
import dev.foundryhosting.platform.UserId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Claims the credentials of a licence that was registered before credentials were claimed. */
public final class ClaimCredentials {
  private final Licenses licenses;
  private final UserSecrets secrets;
  private final CredentialDigests digests;
  private final ProblemLog problems;

  public ClaimCredentials(
      Licenses licenses, UserSecrets secrets, LicenseDigest digest, ProblemLog problems) {
    this.licenses = licenses;
    this.secrets = secrets;
    this.digests = new CredentialDigests(digest);
    this.problems = problems;
  }

  /**
   * Claims what the user's secret holds; does nothing where the user's licence has claims, or the
   * user has none. Where another user registered the same credentials meanwhile, operators read so.
   *
   * @throws PlatformException {@code CONFLICT}, {@code DEPENDENCY_FAILED}
   */
  public void ofOwner(UserId owner) {
    boolean unused =
        OptimisticRetry.of(
            "licence",
            () -> {
              Optional<License> unclaimed = unclaimed(owner);
              boolean done =
                  unclaimed.isEmpty()
                      || settled(unclaimed.get().with(unclaimed.get().credentials()));
              return Optional.of(done).filter(settled -> settled);
            });
  }

  private boolean settled(License license) {
    return switch (licenses.saveClaiming(license)) {
      case Licenses.Claimed.Done done -> true;
      case Licenses.Claimed.Overtaken() -> false;
      case Licenses.Claimed.Taken(Map<CredentialClaim, UserId> holders) -> {
        CredentialsTaken.report(license.ownerId(), holders, problems);
        yield true;
      }
    };
  }

  /** The licence with the claims that it lacks. */
  private Optional<License> unclaimed(UserId owner) {
    Optional<License> license =
        licenses
            .find(LicenseId.ofOwner(owner))
            .filter(found -> found.claims().held().isEmpty())
            .filter(found -> found.credentials().secretArn().isPresent());
    if (license.isEmpty()) {
      return license;
    }
    Set<CredentialClaim> claims =
        secrets.find(owner).map(found -> digests.of(found.secret())).orElse(Set.of());
    return license.filter(found -> !claims.isEmpty()).map(found -> found.claiming(claims));
  }
}
