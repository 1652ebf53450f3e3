/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.MaintenanceOrder;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.release.ReleaseCatalogue;
import dev.foundryhosting.usage.MonthTotal;
import dev.foundryhosting.usage.UsageMonth;
import java.util.Optional;

/**
 * Port: all records that a start needs, in one read, since a start may cost few calls. Strongly
 * consistent, each part as of some moment of the read; {@link Instances#claim} writes under its own
 * conditions. A failure is a {@code DEPENDENCY_FAILED}, never an empty answer.
 */
public interface StartRecords {
  /** With the sums of a month. */
  Found beforeStart(UserId user, UsageMonth month);

  /**
   * What was found.
   *
   * @param instance the user's server, a tombstone too
   */
  record Found(
      Optional<Instance> instance,
      UserBookings bookings,
      Optional<MaintenanceOrder> maintenance,
      MonthTotal total,
      ReleaseCatalogue releases) {
    /**
     * The server of a user who must have one.
     *
     * @throws PlatformException {@code INSTANCE_NOT_FOUND}
     */
    public Instance require() {
      return Instances.existing(bookings.userId(), instance);
    }
  }
}
