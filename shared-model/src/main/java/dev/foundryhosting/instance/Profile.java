/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.release.Build;
import java.time.Instant;
import java.util.Optional;

/**
 * What an instance is from its creation on.
 *
 * @param username the name that the user gave
 * @param subdomain made from it; owned by this user alone
 * @param version of Foundry, as it was asked for
 * @param build of it, which starts run; empty until a build of it is cached
 */
public record Profile(
    UserId userId,
    String username,
    Subdomain subdomain,
    LicenseType licenseType,
    FoundryVersion version,
    Optional<Build> build,
    Instant createdAt) {

  /** The user's own licence, if any. */
  public Optional<LicenseId> ownLicense() {
    return licenseType == LicenseType.BYOL
        ? Optional.of(LicenseId.ofOwner(userId))
        : Optional.empty();
  }

  /** The version that starts run, as the image's tags name it: as exactly as it is known. */
  public FoundryVersion exactVersion() {
    return version.build().isPresent()
        ? version
        : build.map(exact -> new FoundryVersion(exact.toString())).orElse(version);
  }

  Profile with(FoundryVersion other, Optional<Build> exact) {
    return new Profile(userId, username, subdomain, licenseType, other, exact, createdAt);
  }
}
