/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import java.time.Instant;

/**
 * How much a user's files take.
 *
 * @param filesBytes in the user's folder
 * @param savedBytes of all save points together, each unit counted once
 */
public record StorageUse(long filesBytes, long savedBytes, Instant measuredAt) {
  /** Files and save points together. */
  public long bytes() {
    return filesBytes + savedBytes;
  }
}
