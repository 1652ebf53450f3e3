/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.port;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.platform.UserId;
import java.util.Optional;

/** Port: a user's server, licence and bookings in one read. */
public interface SessionOverviews {
  /** Strongly consistent; the parts are read one after the other. */
  Overview overview(UserId user);

  /** The instance may be a tombstone; the licence is the user's own. */
  record Overview(Optional<Instance> instance, Optional<License> license, UserBookings bookings) {}
}
