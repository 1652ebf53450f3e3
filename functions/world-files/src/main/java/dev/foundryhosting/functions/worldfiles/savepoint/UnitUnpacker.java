/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import dev.foundryhosting.functions.worldfiles.folder.Checkpoint;
import dev.foundryhosting.functions.worldfiles.folder.Limits;
import dev.foundryhosting.functions.worldfiles.folder.RawNames;
import dev.foundryhosting.functions.worldfiles.folder.SecureFolder;
import dev.foundryhosting.functions.worldfiles.folder.TreeEntry;
import dev.foundryhosting.functions.worldfiles.folder.TreeSource;
import dev.foundryhosting.functions.worldfiles.folder.UnfitFilesException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Unpacks a unit into an empty folder. What the archive names is made by name in folders that were
 * opened without following a link, and nothing is written over. Small files are written at the same
 * time.
 */
final class UnitUnpacker {
  private static final int BUFFER = 64 * 1024;

  /** What is read at once is written later; more would take too much memory. */
  private static final int SMALL = 256 * 1024;

  private final SecureFolder target;
  private final Limits limits;
  private final Checkpoint checkpoint;
  private final WriteBehind behind;
  private final List<TreeEntry> folders = new ArrayList<>();
  private final byte[] buffer = new byte[BUFFER];

  private UnitUnpacker(
      SecureFolder target, Limits limits, WriteBehind behind, Checkpoint checkpoint) {
    this.target = target;
    this.limits = limits;
    this.behind = behind;
    this.checkpoint = checkpoint;
  }

  /**
   * @param target an open folder of our own
   * @param entries what is made
   * @param writers write small files
   * @return false when the checkpoint ended the work
   * @throws UnfitFilesException when the archive names what no unit has
   */
  static boolean unpack(
      SecureFolder target,
      TreeSource entries,
      Limits limits,
      Executor writers,
      Checkpoint checkpoint)
      throws IOException {
    try (WriteBehind behind = new WriteBehind(writers)) {
      return new UnitUnpacker(target, limits, behind, checkpoint).unpacked(entries);
    }
  }

  private boolean unpacked(TreeSource entries) throws IOException {
    Optional<OpenFolder> parent = Optional.empty();
    long files = 0;
    long bytes = 0;
    for (Optional<TreeEntry> next = entries.next(); next.isPresent(); next = entries.next()) {
      if (!checkpoint.goesOn()) {
        return false;
      }
      TreeEntry entry = next.get();
      limits.check(++files, bytes += entry.size());
      String path = parent(entry.path());
      if (parent.isEmpty() || !parent.get().path().equals(path)) {
        parent = Optional.of(new OpenFolder(path, behind.closing(made(path))));
      }
      if (!make(entry, parent.get().folder(), entries)) {
        return false;
      }
    }
    behind.awaitAll();
    return finished();
  }

  /** The folder into which the last entry went: the next one mostly goes there, too. */
  private record OpenFolder(String path, SecureFolder folder) {}

  private boolean make(TreeEntry entry, SecureFolder parent, TreeSource entries)
      throws IOException {
    Path name = name(entry.path());
    switch (entry.type()) {
      case LINK -> parent.createLink(name, entry.target());
      case FILE -> {
        if (entry.size() > SMALL) {
          return madeLarge(entry, parent, name, entries.content());
        }
        byte[] content = entries.content().readNBytes((int) entry.size());
        if (content.length < entry.size()) {
          throw new IOException("the archive ends within a file");
        }
        behind.write(
            () -> {
              try (SeekableByteChannel file = parent.create(name)) {
                write(ByteBuffer.wrap(content), file);
              }
              parent.restore(name, entry);
            });
      }
      case FOLDER -> {
        Optional<SecureFolder> folder = parent.makeFolder(name);
        if (folder.isEmpty()) {
          throw new UnfitFilesException("The archive names something twice.");
        }
        folder.get().close();
        folders.add(entry);
      }
    }
    return true;
  }

  private boolean madeLarge(TreeEntry entry, SecureFolder parent, Path name, InputStream content)
      throws IOException {
    try (SeekableByteChannel file = parent.create(name)) {
      for (long left = entry.size(); left > 0; ) {
        int read = content.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new IOException("the archive ends within a file");
        }
        if (!checkpoint.goesOn()) {
          return false;
        }
        write(ByteBuffer.wrap(buffer, 0, read), file);
        left -= read;
      }
    }
    parent.restore(name, entry);
    return true;
  }

  private static void write(ByteBuffer content, SeekableByteChannel to) throws IOException {
    while (content.hasRemaining()) {
      to.write(content);
    }
  }

  /** Folders get their times when nothing is made in them any more. */
  private boolean finished() throws IOException {
    for (TreeEntry entry : folders) {
      if (!checkpoint.goesOn()) {
        return false;
      }
      behind.write(
          () -> {
            try (SecureFolder parent = made(parent(entry.path()))) {
              parent.restore(name(entry.path()), entry);
            }
          });
    }
    behind.awaitAll();
    return true;
  }

  /** Opens a folder in the target, and makes it and those above it where they are not there. */
  private SecureFolder made(String path) throws IOException {
    return target
        .makeFolders(path)
        .orElseThrow(() -> new UnfitFilesException("The archive names a file as a folder."));
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
  }

  private static Path name(String path) {
    return RawNames.path(path.substring(path.lastIndexOf('/') + 1));
  }
}
