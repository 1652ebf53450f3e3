/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.operation;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.MaintenanceOrders;

/** Takes the platform out of maintenance; servers whose stop was announced go on. */
public final class EndMaintenance {
  private final MaintenanceOrders orders;
  private final RequeueActiveInstances active;

  public EndMaintenance(MaintenanceOrders orders, RequeueActiveInstances active) {
    this.orders = orders;
    this.active = active;
  }

  /**
   * @return how many servers start or run
   * @throws PlatformException {@code DEPENDENCY_FAILED}
   */
  public int end(Deadline deadline) {
    orders.lift();
    return active.requeue(deadline);
  }
}
