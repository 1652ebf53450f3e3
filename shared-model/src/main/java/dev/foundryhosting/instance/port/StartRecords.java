package dev.foundryhosting.instance.port;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.MaintenanceOrder;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.MonthTotal;
import dev.foundryhosting.usage.UsageMonth;
import java.util.Objects;
import java.util.Optional;

/**
 * Port: all that is read by its key before a server is started, at once, since a start may cost few
 * calls. Strongly consistent, each part as it stood at some moment of the reading; what is decided
 * on it is written under the conditions of {@link Instances#claim}. A failure is a {@code
 * DEPENDENCY_FAILED}, never an empty answer.
 */
public interface StartRecords {
  /**
   * @param month of which the sums are told
   */
  Found beforeStart(UserId user, UsageMonth month);

  /**
   * What there is.
   *
   * @param instance the user's server, a tombstone too
   * @param bookings what the user has booked
   * @param maintenance the maintenance that holds now
   * @param total the sums of the user's month
   */
  record Found(
      Optional<Instance> instance,
      UserBookings bookings,
      Optional<MaintenanceOrder> maintenance,
      MonthTotal total) {
    public Found {
      Objects.requireNonNull(instance, "instance");
      Objects.requireNonNull(bookings, "bookings");
      Objects.requireNonNull(maintenance, "maintenance");
      Objects.requireNonNull(total, "total");
    }

    /**
     * The server of a user who must have one.
     *
     * @throws PlatformException {@code INSTANCE_NOT_FOUND}
     */
    public Instance require() {
      return Instances.standing(bookings.userId(), instance);
    }
  }
}
