/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

class InMemoryFileJobsTest extends FileJobsContract {
  private final FileJobs jobs = new InMemoryFileJobs();

  @Override
  protected FileJobs jobs() {
    return jobs;
  }
}
