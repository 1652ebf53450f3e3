/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import dev.foundryhosting.files.FileJob.Progress;
import dev.foundryhosting.functions.worldfiles.folder.Checkpoint;

/** Counts the units that are done. */
final class UnitProgress {
  private final int of;
  private final Checkpoint checkpoint;
  private int done;
  private long bytes;

  /**
   * @param of how many units there are
   * @param checkpoint hears of each that is done
   */
  UnitProgress(int of, Checkpoint checkpoint) {
    this.of = of;
    this.checkpoint = checkpoint;
  }

  synchronized void add(Fingerprint.Contents unit) {
    done++;
    bytes += unit.bytes();
    checkpoint.reached(new Progress(done, of, bytes));
  }
}
