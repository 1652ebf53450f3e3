/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.usage.UsageMonth;
import java.util.Optional;

/** The fields of the maintainers' actions on the whole platform. */
public sealed interface PlatformRequest {
  /**
   * @param month whose costs; this one, if absent
   * @param limit how many contributors at most, by default 10
   */
  record Overview(
      Optional<UsageMonth> month, @Wire.Range(min = 1, max = 100) Optional<Integer> limit)
      implements PlatformRequest {
    /** Of the present month. */
    public static Overview present() {
      return new Overview(Optional.empty(), Optional.empty());
    }
  }

  /** Puts the platform into maintenance, for a reason that all can read, or takes it out of it. */
  record Maintenance(boolean enabled, Optional<String> reason) implements PlatformRequest {}
}
