package dev.foundryhosting.operation;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.MaintenanceOrder;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.MaintenanceOrders;
import dev.foundryhosting.platform.UserId;
import java.time.Clock;

/**
 * Puts the platform into maintenance, and takes it out again. The order is one record: whoever
 * starts a server reads it, and so does each tick of the sweep, which ends what runs and takes back
 * what was announced.
 */
public final class StartMaintenance {
  private final MaintenanceOrders orders;
  private final RequeueActiveInstances attention;
  private final Clock clock;

  public StartMaintenance(MaintenanceOrders orders, RequeueActiveInstances attention, Clock clock) {
    this.orders = orders;
    this.attention = attention;
    this.clock = clock;
  }

  /**
   * Orders maintenance. What dies after the order was written costs promptness alone.
   *
   * @param reason a sentence for everybody
   * @return the order, and how many servers run or start that it will end
   * @throws PlatformException {@code VALIDATION_ERROR}, {@code DEPENDENCY_FAILED}
   */
  public Ordered order(String reason, UserId by, Deadline deadline) {
    MaintenanceOrder ordered = orders.order(reason, by, clock.instant());
    return new Ordered(ordered, attention.requeue(deadline));
  }

  /**
   * Lifts it; servers whose end was announced go on.
   *
   * @return how many servers run or start
   * @throws PlatformException {@code DEPENDENCY_FAILED}
   */
  public int lift(Deadline deadline) {
    orders.lift();
    return attention.requeue(deadline);
  }

  /**
   * An order that was given.
   *
   * @param servers how many servers run or start
   */
  public record Ordered(MaintenanceOrder maintenance, int servers) {}
}
