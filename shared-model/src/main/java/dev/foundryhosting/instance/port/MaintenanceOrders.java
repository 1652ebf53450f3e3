package dev.foundryhosting.instance.port;

import dev.foundryhosting.instance.MaintenanceOrder;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.Optional;

/** Port: what the maintainers ordered for the whole platform. Strongly consistent, fails loudly. */
public interface MaintenanceOrders {
  /** The maintenance that holds now. */
  Optional<MaintenanceOrder> maintenance();

  /**
   * Orders maintenance. Where it holds already it gets another reason, and holds since it did.
   *
   * @return as it holds now
   */
  MaintenanceOrder order(String reason, UserId by, Instant now);

  /** Lifts it; does nothing where none holds. */
  void lift();
}
