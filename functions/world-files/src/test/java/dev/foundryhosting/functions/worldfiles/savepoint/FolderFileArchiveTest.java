/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import dev.foundryhosting.files.FileArchive;
import dev.foundryhosting.files.FileArchiveContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FolderFileArchiveTest implements FileArchiveContract {
  @TempDir private Path folder;

  @Override
  public FileArchive archive() {
    return new FolderFileArchive(folder);
  }
}
