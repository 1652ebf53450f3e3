/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import java.time.Clock;

class InMemoryFileArchiveTest implements FileArchiveContract {
  private final FileArchive archive = new InMemoryFileArchive(Clock.systemUTC());

  @Override
  public FileArchive archive() {
    return archive;
  }
}
