package dev.foundryhosting.instance;

import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.Optional;

/** Port: what the maintainers ordered for the whole platform. Strongly consistent, fails loudly. */
public interface PlatformOrders {
  /** The maintenance that holds now. */
  Optional<Maintenance> maintenance();

  /**
   * Orders maintenance. Where it holds already it gets another reason, and holds since it did.
   *
   * @return as it holds now
   */
  Maintenance order(String reason, UserId by, Instant now);

  /** Lifts it; does nothing where none holds. */
  void lift();
}
