package dev.foundryhosting.instance;

import java.util.Locale;

/** What others see of an instance: derived from what is desired and what was observed. */
public enum Status {
  CREATING,
  CREATED,
  STARTING,
  RUNNING,
  STOPPING,
  STOPPED,
  DESTROYING,
  FAILED;

  /** As callers see it: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
