/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

/**
 * Port: a digest under a key that only the platform knows. Equal credentials are found by it, and
 * none can be guessed from it.
 */
@FunctionalInterface
public interface LicenseDigest {
  /**
   * @param credential in the one spelling that it is compared by
   * @return 64 hexadecimal digits; for equal texts the same for ever
   */
  String of(String credential);
}
