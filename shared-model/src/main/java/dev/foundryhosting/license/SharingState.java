package dev.foundryhosting.license;

import java.util.Locale;

/** Whether others may play on a licence. */
public enum SharingState {
  /** The owner alone. */
  PRIVATE,
  /** Lent to the pool. */
  SHARED,
  /** Lent for the sessions already booked, then private. */
  STOPPING,
  /** Taken back at once; the sessions of others on it failed. */
  WITHDRAWN;

  /** As callers see it: {@code private, shared, stopping, withdrawn}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
