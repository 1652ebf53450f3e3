/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

class TestingLicenseDigestTest extends LicenseDigestContract {
  TestingLicenseDigestTest() {
    super(new TestingLicenseDigest());
  }
}
