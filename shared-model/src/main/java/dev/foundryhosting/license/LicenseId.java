/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.UserId;
import java.util.regex.Pattern;

/** The id of a licence: {@code byol-<ownerId>}. */
public record LicenseId(String value) {
  private static final int DIGEST_LENGTH = 16;

  private static final Pattern SHAPE = Pattern.compile("byol-[A-Za-z0-9_-]{1,64}");

  public LicenseId {
    if (value == null || !SHAPE.matcher(value).matches()) {
      throw PlatformException.invalid("licenseId", "must be 'byol-' and a user id");
    }
  }

  public static LicenseId ofOwner(UserId owner) {
    return new LicenseId("byol-" + owner);
  }

  /**
   * The host name under which Foundry signs this licence: {@code foundry-} and a digest, a label of
   * 24 characters. It belongs to the licence, so the signature holds on every server that runs on
   * it.
   */
  public String hostName() {
    return "foundry-" + ResourceNames.digest(value, DIGEST_LENGTH);
  }

  @Override
  public String toString() {
    return value;
  }
}
