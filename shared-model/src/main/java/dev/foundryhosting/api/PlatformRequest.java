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

  /**
   * @param enabled whether the platform is put into maintenance, or taken out of it
   * @param reason for everybody to read; needed to put it into maintenance
   */
  record Maintenance(boolean enabled, Optional<String> reason) implements PlatformRequest {}
}
