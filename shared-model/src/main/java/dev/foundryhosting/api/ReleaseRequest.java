/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.instance.FoundryVersion;
import java.util.Optional;

/** The fields of the actions on the release cache. */
public sealed interface ReleaseRequest {
  /**
   * Has a release cached.
   *
   * @param foundryVersion a build, such as 13.346
   * @param releaseUrl the timed URL of a licence's page at foundryvtt.com
   */
  record Cache(FoundryVersion foundryVersion, Optional<String> releaseUrl)
      implements ReleaseRequest {
    /** Without the link: who has it can download the release. */
    @Override
    public String toString() {
      return "Cache[%s]".formatted(foundryVersion);
    }
  }
}
