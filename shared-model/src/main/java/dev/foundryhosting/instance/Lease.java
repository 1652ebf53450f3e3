/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import java.time.Instant;

/**
 * The right to work on one instance. It ends by itself, so that a pass that dies blocks nothing.
 *
 * @param holder drawn for each pass of the reconciler
 * @param until when it ends unless it is renewed, which every write of its holder does
 */
public record Lease(String holder, Instant until) {
  public boolean holdsAt(Instant now) {
    return now.isBefore(until);
  }
}
