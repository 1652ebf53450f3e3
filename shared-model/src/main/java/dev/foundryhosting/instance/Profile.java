/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * What an instance is from its creation on.
 *
 * @param username the name that the user gave
 * @param subdomain made from it; owned by this user alone
 * @param version the version of Foundry that the next start runs
 */
public record Profile(
    UserId userId,
    String username,
    Subdomain subdomain,
    LicenseType licenseType,
    FoundryVersion version,
    Instant createdAt) {

  /** The user's own licence, if any. */
  public Optional<LicenseId> ownLicense() {
    return licenseType == LicenseType.BYOL
        ? Optional.of(LicenseId.ofOwner(userId))
        : Optional.empty();
  }

  Profile withVersion(FoundryVersion other) {
    return new Profile(userId, username, subdomain, licenseType, other, createdAt);
  }
}
