/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.folder;

import dev.foundryhosting.files.FileJob.Progress;

/** Asked before each entry of a long work on files, and within large ones. */
@FunctionalInterface
public interface Checkpoint {
  /**
   * Whether the work goes on; else it ends where it is, and can be taken up again. Once it answered
   * no, it stays so.
   */
  boolean goesOn();

  /** Hears how far the work is. */
  default void reached(Progress progress) {}
}
