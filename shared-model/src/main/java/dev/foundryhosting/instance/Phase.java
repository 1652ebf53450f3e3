/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.platform.Labelled;

/** How far a start or a stop has come, for people who wait. */
public enum Phase implements Labelled {
  /** Accepted; no task yet. */
  REQUESTED,
  /** Fargate fetches the image and prepares the task. */
  PULLING,
  /** The container runs; Foundry is downloaded, installed and started in it. */
  BOOTING,
  /** Foundry answers; the load balancer makes sure. */
  CHECKING,
  /** Players can join. */
  READY,
  /** The server saves its worlds and ends. */
  DRAINING,
  /** Nothing runs. */
  STOPPED;

  public boolean precedes(Phase other) {
    return compareTo(other) < 0;
  }
}
