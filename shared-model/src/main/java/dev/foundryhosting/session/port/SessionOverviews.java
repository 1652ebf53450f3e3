package dev.foundryhosting.session.port;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.platform.UserId;
import java.util.Optional;

/** Port: all that a user is shown of the own server, read at once. */
public interface SessionOverviews {
  /** Reads it; strongly consistent, each part as it stood at some moment of the reading. */
  Overview overview(UserId user);

  /**
   * What there is of a user.
   *
   * @param instance the server, a tombstone too
   * @param license the user's own licence
   * @param diary what the user has booked
   */
  record Overview(Optional<Instance> instance, Optional<License> license, UserBookings bookings) {}
}
