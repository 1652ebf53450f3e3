package dev.foundryhosting.license;

import dev.foundryhosting.platform.Labelled;

/** Whether others may play on a licence. */
public enum SharingState implements Labelled {
  /** The owner alone. */
  PRIVATE,
  /** Lent to the pool. */
  SHARED,
  /** Lent for the sessions already booked, then private. */
  STOPPING,
  /** Taken back at once; the sessions of others on it failed. */
  WITHDRAWN;
}
