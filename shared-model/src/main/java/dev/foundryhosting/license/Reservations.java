/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.List;

/**
 * Port: reservations by licence and by user; {@code Sessions} makes and ends them. Reads are
 * strongly consistent.
 */
public interface Reservations {
  /** The reservations of a licence, ordered by start. */
  List<Reservation> on(LicenseId license);

  /** The reservations that others have on a licence, ordered by start. */
  default List<Reservation> borrowed(LicenseId license) {
    return on(license).stream().filter(Reservation::borrowed).toList();
  }

  UserBookings of(UserId user);

  /**
   * Makes those of the sessions that are open due from a time on, each in a write of its own.
   * Repeatable.
   */
  void wake(List<SessionId> sessions, Instant dueAt);

  /**
   * Removes the user's sessions that are over and need nothing more, and the user's bookings once
   * there are none.
   *
   * @return whether nothing is left
   */
  boolean forget(UserId user);
}
