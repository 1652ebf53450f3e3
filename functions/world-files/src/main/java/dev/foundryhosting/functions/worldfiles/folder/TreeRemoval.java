/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.folder;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Removes folders with all that lies in them, links as links. */
public final class TreeRemoval {
  /** What lies deeper is moved up: each open folder takes a file descriptor. */
  private static final int DEEPEST = 10;

  private final Checkpoint checkpoint;
  private int moved;

  public TreeRemoval(Checkpoint checkpoint) {
    this.checkpoint = checkpoint;
  }

  /**
   * Removes whatever has a name in a folder.
   *
   * @return false when the checkpoint ended the work before everything was gone
   */
  public boolean remove(SecureFolder parent, Path name) throws IOException {
    if (!checkpoint.goesOn()) {
      return false;
    }
    return removedFile(parent, name) || removedFolder(parent, name, Optional.empty(), 0);
  }

  /** Whether something is gone now since it is no folder. */
  private static boolean removedFile(SecureFolder parent, Path name) throws IOException {
    try {
      parent.deleteFile(name);
      return true;
    } catch (FileSystemException e) {
      if (parent.attributes(name).filter(BasicFileAttributes::isDirectory).isPresent()) {
        return false;
      }
      throw e;
    }
  }

  /**
   * @param base the outermost folder that is removed, into which deep ones are moved; empty for
   *     itself
   */
  private boolean removedFolder(
      SecureFolder parent, Path name, Optional<SecureFolder> base, int depth) throws IOException {
    do {
      Optional<SecureFolder> found = parent.folder(name);
      if (found.isEmpty()) {
        return true;
      }
      try (SecureFolder folder = found.get()) {
        if (!emptied(folder, base.orElse(folder), depth + 1)) {
          return false;
        }
      }
      // A listing may skip some entries while others are removed.
    } while (!deleted(parent, name));
    return true;
  }

  private boolean emptied(SecureFolder folder, SecureFolder base, int depth) throws IOException {
    for (Path entry : folder.entries()) {
      if (!checkpoint.goesOn() || !removed(folder, entry.getFileName(), base, depth)) {
        return false;
      }
    }
    return true;
  }

  private boolean removed(SecureFolder parent, Path name, SecureFolder base, int depth)
      throws IOException {
    if (removedFile(parent, name)) {
      return true;
    }
    if (depth == DEEPEST) {
      moveUp(parent, name, base);
      return true;
    }
    return removedFolder(parent, name, Optional.of(base), depth);
  }

  private static boolean deleted(SecureFolder parent, Path name) throws IOException {
    try {
      parent.deleteFolder(name);
      return true;
    } catch (NoSuchFileException e) {
      return true;
    } catch (DirectoryNotEmptyException e) {
      return false;
    }
  }

  private void moveUp(SecureFolder from, Path name, SecureFolder base) throws IOException {
    Optional<SecureFolder> accessible = from.folder(name);
    if (accessible.isPresent()) {
      accessible.get().close();
    }
    Path free;
    do {
      free = Path.of(".removed-" + moved++);
    } while (base.attributes(free).isPresent());
    from.move(name, base, free);
  }
}
