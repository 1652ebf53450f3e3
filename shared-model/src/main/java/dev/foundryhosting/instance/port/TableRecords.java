/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.MaintenanceOrder;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.license.UserBookings;
import java.util.Optional;

/**
 * Port: what players may know of a server, by its name. A failure is a {@code DEPENDENCY_FAILED},
 * never an empty answer.
 */
public interface TableRecords {
  /**
   * The server that owns a name; empty for a name that none owns. One read, and one more for a name
   * that a process meets for the first time. That none owns a name may be remembered for seconds.
   */
  Optional<Found> find(Subdomain name);

  /**
   * What was found, each part strongly consistent.
   *
   * @param instance no tombstone
   */
  record Found(Instance instance, UserBookings bookings, Optional<MaintenanceOrder> maintenance) {}
}
