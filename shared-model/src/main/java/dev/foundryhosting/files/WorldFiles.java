/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

/**
 * Port: the function world-files, the only code that touches users' files. It reads a job where
 * {@link FileJobs} recorded it. A job may be asked for again: it goes on, or answers what it did.
 */
public interface WorldFiles {
  /**
   * Has a short job done and waits for it.
   *
   * @return the job with what the function answered; unchanged when the answer says nothing of it
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED} when the function
   *     does not answer in time; the job may have been done all the same
   */
  FileJob complete(FileJob job);

  /**
   * Has a job done without waiting for it.
   *
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED}
   */
  void begin(FileJob job);
}
