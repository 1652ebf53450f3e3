/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.release;

/** Port: the link from which a release is downloaded, kept as a secret while that lasts. */
public interface ReleaseLinks {
  /** The key of the link in the secret's JSON. */
  String FIELD = "releaseUrl";

  /**
   * Keeps a link, in the place of the last one.
   *
   * @return the secret's ARN
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED}
   */
  String keep(String url);

  /** Removes the link at once; does nothing where there is none. */
  void forget();
}
