/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

import dev.foundryhosting.platform.ResourceNames;

/** A digest under a key that all tests know. */
public final class TestingLicenseDigest implements LicenseDigest {
  @Override
  public String of(String credential) {
    return ResourceNames.digest("known to all tests: " + credential, 64);
  }
}
