/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.folder;

/** Asked before each entry of a long work on files. */
@FunctionalInterface
public interface Checkpoint {
  /** Whether the work goes on; else it ends where it is, and can be taken up again. */
  boolean goesOn();
}
