/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.operation;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.MaintenanceOrder;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.MaintenanceOrders;
import dev.foundryhosting.platform.UserId;
import java.time.Clock;

/**
 * Puts the platform into maintenance. The order is one record: every start reads it, and so does
 * each sweep, which then stops what runs.
 */
public final class StartMaintenance {
  private final MaintenanceOrders orders;
  private final RequeueActiveInstances active;
  private final Clock clock;

  public StartMaintenance(MaintenanceOrders orders, RequeueActiveInstances active, Clock clock) {
    this.orders = orders;
    this.active = active;
    this.clock = clock;
  }

  /**
   * @param reason a sentence for all users
   * @throws PlatformException {@code VALIDATION_ERROR}, {@code DEPENDENCY_FAILED}
   */
  public Started start(String reason, UserId by, Deadline deadline) {
    MaintenanceOrder ordered = orders.order(reason, by, clock.instant());
    return new Started(ordered, active.requeue(deadline));
  }

  /** The order, and how many servers start or run, which the sweep will stop. */
  public record Started(MaintenanceOrder maintenance, int servers) {}
}
