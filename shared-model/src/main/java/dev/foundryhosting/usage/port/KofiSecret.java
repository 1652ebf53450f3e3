/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage.port;

import java.util.Optional;

/** Port: the secret that Ko-fi shares with the platform. */
@FunctionalInterface
public interface KofiSecret {
  /**
   * The verification token; empty when none is configured.
   *
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED}
   */
  Optional<String> verificationToken();
}
