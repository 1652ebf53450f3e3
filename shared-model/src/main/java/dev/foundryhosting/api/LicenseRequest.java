/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.platform.Labelled;

/** The fields of the actions on a user's own licence. */
public sealed interface LicenseRequest {
  /** Whether the licence is lent to the pool. */
  record SetSharing(boolean share) implements LicenseRequest {}

  /** What to do with it. */
  record ManageState(Operation operation) implements LicenseRequest {}

  /** What an owner may do with the lending of a licence. */
  enum Operation implements Labelled {
    /** Lent no more; what is booked takes place. */
    SCHEDULE_STOP_AFTER_SESSIONS,
    /** Lent on after all. */
    CANCEL_SCHEDULED_STOP,
    /** Taken back at once; what others booked does not take place. */
    IMMEDIATE_STOP,
    /** Lent again, whatever was before. */
    REACTIVATE_SHARING,
    /** Given free by a run that is no more. */
    CLEANUP_ORPHANED
  }
}
