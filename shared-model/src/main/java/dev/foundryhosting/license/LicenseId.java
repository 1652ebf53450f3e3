/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.platform.UserId;
import java.util.regex.Pattern;

/** The id of a licence: {@code byol-<ownerId>}. */
public record LicenseId(String value) {
  private static final Pattern SHAPE = Pattern.compile("byol-[A-Za-z0-9_-]{1,64}");

  public LicenseId {
    if (value == null || !SHAPE.matcher(value).matches()) {
      throw PlatformException.invalid("licenseId", "must be 'byol-' and a user id");
    }
  }

  public static LicenseId ofOwner(UserId owner) {
    return new LicenseId("byol-" + owner);
  }

  @Override
  public String toString() {
    return value;
  }
}
