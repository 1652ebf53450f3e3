package dev.foundryhosting.license;

import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.List;

/**
 * Port: what is booked, by licence and by user. Reservations are made and ended with their sessions
 * (see {@code Sessions}); reads are strongly consistent.
 */
public interface Reservations {
  /** All reservations of a licence, ordered by start. */
  List<Reservation> on(LicenseId license);

  /** All reservations of a user, which are those of the user's open sessions. */
  UserBookings of(UserId user);

  /**
   * Makes sessions due, those that are open by then; each by itself, and again does no harm.
   *
   * @param dueAt the time from which they are due
   */
  void wake(List<SessionId> sessions, Instant dueAt);

  /**
   * Removes what is known of a user's sessions: those that are over and that nothing is left to do
   * for, and the diary once it is empty.
   *
   * @return whether nothing is left; false while there is a session that is not behind us
   */
  boolean forget(UserId user);
}
