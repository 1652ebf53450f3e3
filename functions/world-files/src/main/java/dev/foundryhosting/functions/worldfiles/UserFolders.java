/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles;

import dev.foundryhosting.functions.worldfiles.folder.Checkpoint;
import dev.foundryhosting.functions.worldfiles.folder.SecureFolder;
import dev.foundryhosting.functions.worldfiles.folder.TreeRemoval;
import dev.foundryhosting.platform.UserId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The folders in which the users' files lie. */
final class UserFolders {
  private final Path root;

  /**
   * @param root of all of them
   */
  UserFolders(Path root) {
    this.root = root;
  }

  /**
   * Removes a user's folder with all files in it.
   *
   * @return what came of it; empty when the checkpoint ended the work
   */
  Optional<String> remove(UserId user, Checkpoint checkpoint) throws IOException {
    try (SecureFolder top = SecureFolder.trusted(root)) {
      return new TreeRemoval(checkpoint).remove(top, Path.of(user.value()))
          ? Optional.of("All files are removed.")
          : Optional.empty();
    }
  }
}
