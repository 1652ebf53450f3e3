/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.folder;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Visits what lies in folders, links as links. Pipes, sockets and devices are passed over. */
public final class TreeWalk {
  /** Each level holds a file descriptor; Foundry's own folders lie some ten deep. */
  static final int DEEPEST = 100;

  private static final int LOOKS_AHEAD = 64;

  private final Checkpoint checkpoint;
  private final Executor readers;
  private final Visitor visitor;

  /**
   * @param readers look at the entries of a folder ahead
   */
  public TreeWalk(Checkpoint checkpoint, Executor readers, Visitor visitor) {
    this.checkpoint = checkpoint;
    this.readers = readers;
    this.visitor = visitor;
  }

  /** Sees each entry, a folder before what lies in it. */
  public interface Visitor {
    /** Whether the walk takes an entry and what lies in it; asked before {@link #visit}. */
    default boolean takes(String path, boolean folder) {
      return true;
    }

    /**
     * @param parent the open folder in which the entry lies
     * @param name of the entry in it
     */
    void visit(TreeEntry entry, SecureFolder parent, Path name) throws IOException;

    /** Everything in a folder was visited; it is closed next. */
    default void leave(SecureFolder folder) throws IOException {}
  }

  /**
   * Visits something that has a name in a folder, and all that lies in it.
   *
   * @param path of it from the user's folder
   * @return false when the checkpoint ended the walk
   * @throws UnfitFilesException when folders lie too deep
   */
  public boolean visit(SecureFolder parent, Path name, String path) throws IOException {
    return visited(parent, name, path, parent.attributes(name), 0);
  }

  /** As {@link #visit}, for all that lies in a folder, but not the folder itself. */
  public boolean visitAllIn(SecureFolder folder, String prefix) throws IOException {
    return allVisited(folder, prefix, 0);
  }

  private boolean visited(
      SecureFolder parent, Path name, String path, Optional<PosixFileAttributes> known, int depth)
      throws IOException {
    if (known.isEmpty() || !visitor.takes(path, known.get().isDirectory())) {
      return true;
    }
    PosixFileAttributes attributes = known.get();
    if (attributes.isDirectory()) {
      return folderVisited(parent, name, path, depth);
    }
    if (attributes.isRegularFile()) {
      visitor.visit(TreeEntry.file(path, attributes), parent, name);
    } else if (attributes.isSymbolicLink()) {
      visitor.visit(TreeEntry.link(path, parent.target(name)), parent, name);
    }
    return true;
  }

  private boolean folderVisited(SecureFolder parent, Path name, String path, int depth)
      throws IOException {
    if (depth == DEEPEST) {
      throw new UnfitFilesException(
          "Folders lie more than %d deep in each other.".formatted(DEEPEST));
    }
    Optional<SecureFolder> opened = parent.folder(name);
    if (opened.isEmpty()) {
      return true;
    }
    try (SecureFolder folder = opened.get()) {
      visitor.visit(TreeEntry.folder(path, folder.attributes()), parent, name);
      return allVisited(folder, path + "/", depth + 1);
    }
  }

  private boolean allVisited(SecureFolder folder, String prefix, int depth) throws IOException {
    Deque<Look> ahead = new ArrayDeque<>();
    try {
      for (Path entry : folder.entries()) {
        Path name = entry.getFileName();
        ahead.add(new Look(name, FileCalls.begin(readers, () -> folder.attributes(name))));
        if (ahead.size() > LOOKS_AHEAD && !visited(folder, ahead.remove(), prefix, depth)) {
          return false;
        }
      }
      while (!ahead.isEmpty()) {
        if (!visited(folder, ahead.remove(), prefix, depth)) {
          return false;
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    } finally {
      ahead.forEach(look -> FileCalls.awaitEnd(look.attributes()));
    }
    visitor.leave(folder);
    return true;
  }

  /** A look at an entry that was begun. */
  private record Look(Path name, CompletableFuture<Optional<PosixFileAttributes>> attributes) {}

  private boolean visited(SecureFolder folder, Look look, String prefix, int depth)
      throws IOException {
    Optional<PosixFileAttributes> known = FileCalls.await(look.attributes());
    return checkpoint.goesOn()
        && visited(folder, look.name(), prefix + RawNames.of(look.name()), known, depth);
  }
}
