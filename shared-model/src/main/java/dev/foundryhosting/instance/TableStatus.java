/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.platform.Labelled;

/** What players see of a server's state. */
public enum TableStatus implements Labelled {
  /** Not complete yet, or being removed. */
  UNAVAILABLE,
  STOPPED,
  STARTING,
  RUNNING,
  STOPPING,
  /** The last run ended badly; it can be started again. */
  FAILED,
  /** It does not run, and cannot be started while the maintainers work. */
  MAINTENANCE;

  /**
   * @param maintenance whether nothing may start
   */
  static TableStatus of(Status status, boolean maintenance) {
    TableStatus own =
        switch (status) {
          case CREATING, DESTROYING -> UNAVAILABLE;
          case CREATED, STOPPED -> STOPPED;
          case STARTING -> STARTING;
          case RUNNING -> RUNNING;
          case STOPPING -> STOPPING;
          case FAILED -> FAILED;
        };
    return maintenance && own.startable() ? MAINTENANCE : own;
  }

  /** Whether a start can be asked for. */
  public boolean startable() {
    return this == STOPPED || this == FAILED;
  }
}
