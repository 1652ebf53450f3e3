/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

import dev.foundryhosting.platform.Labelled;

/** Whether other users may play on a licence. */
public enum SharingState implements Labelled {
  /** Only its owner plays on it. */
  PRIVATE,
  /** Any user may book it. */
  SHARED,
  /** Booked sessions take place, new ones are refused; private after the last of them. */
  STOPPING,
  /** Taken back at once; the sessions that others booked on it fail. */
  WITHDRAWN;
}
