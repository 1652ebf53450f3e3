/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.instance.MaintenanceOrder;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.Optional;

/** Port: the orders of the maintainers. Strongly consistent, fails loudly. */
public interface MaintenanceOrders {
  Optional<MaintenanceOrder> maintenance();

  /** Orders maintenance. An order that holds gets the new reason and keeps its beginning. */
  MaintenanceOrder order(String reason, UserId by, Instant now);

  /** Lifts the order; does nothing where none holds. */
  void lift();
}
