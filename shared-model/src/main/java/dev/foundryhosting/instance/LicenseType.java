package dev.foundryhosting.instance;

import java.util.Locale;

/** On whose licence a user plays. */
public enum LicenseType {
  /** The user's own. */
  BYOL,
  /** One that somebody lends to the pool, in scheduled sessions. */
  POOLED;

  /** As callers see it: {@code byol, pooled}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
