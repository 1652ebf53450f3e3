/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import dev.foundryhosting.functions.worldfiles.folder.Checkpoint;
import dev.foundryhosting.functions.worldfiles.folder.RawNames;
import dev.foundryhosting.functions.worldfiles.folder.SecureFolder;
import dev.foundryhosting.functions.worldfiles.folder.TreeEntry;
import dev.foundryhosting.functions.worldfiles.folder.UnfitFilesException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Unpacks a unit into an empty folder. What the archive names is made by name in folders that were
 * opened without following a link, and nothing is written over.
 */
final class UnitUnpacker {
  private static final int BUFFER = 64 * 1024;

  private final SecureFolder target;
  private final Limits limits;
  private final Checkpoint checkpoint;
  private final Deque<TreeEntry> folders = new ArrayDeque<>();
  private final byte[] buffer = new byte[BUFFER];

  private UnitUnpacker(SecureFolder target, Limits limits, Checkpoint checkpoint) {
    this.target = target;
    this.limits = limits;
    this.checkpoint = checkpoint;
  }

  /**
   * @param target an open folder of our own
   * @param packed is not closed
   * @return false when the checkpoint ended the work
   * @throws UnfitFilesException when the archive names what no unit has
   */
  static boolean unpack(
      SecureFolder target, InputStream packed, Limits limits, Checkpoint checkpoint)
      throws IOException {
    return new UnitUnpacker(target, limits, checkpoint).unpacked(packed);
  }

  private boolean unpacked(InputStream packed) throws IOException {
    TarArchiveInputStream tar = TarFormat.reader(new GZIPInputStream(packed, BUFFER));
    Optional<OpenFolder> parent = Optional.empty();
    try {
      long files = 0;
      long bytes = 0;
      for (TarArchiveEntry header = tar.getNextEntry();
          header != null;
          header = tar.getNextEntry()) {
        if (!checkpoint.goesOn()) {
          return false;
        }
        TreeEntry entry = TarFormat.entry(header);
        limits.check(++files, bytes += entry.size());
        String path = parent(entry.path());
        if (parent.isEmpty() || !parent.get().path().equals(path)) {
          close(parent);
          parent = Optional.empty();
          parent = Optional.of(new OpenFolder(path, made(path)));
        }
        make(entry, parent.get().folder(), tar);
      }
    } finally {
      close(parent);
    }
    return finished();
  }

  /** The folder into which the last entry went: the next one mostly goes there, too. */
  private record OpenFolder(String path, SecureFolder folder) {}

  private static void close(Optional<OpenFolder> parent) throws IOException {
    if (parent.isPresent()) {
      parent.get().folder().close();
    }
  }

  private void make(TreeEntry entry, SecureFolder parent, TarArchiveInputStream tar)
      throws IOException {
    Path name = name(entry.path());
    switch (entry.type()) {
      case LINK -> parent.createLink(name, entry.target());
      case FILE -> {
        try (SeekableByteChannel file = parent.create(name)) {
          copy(tar, entry.size(), file);
        }
        parent.restore(name, entry);
      }
      case FOLDER -> {
        Optional<SecureFolder> folder = parent.makeFolder(name);
        if (folder.isEmpty()) {
          throw new UnfitFilesException("The archive names something twice.");
        }
        folder.get().close();
        folders.push(entry);
      }
    }
  }

  private void copy(TarArchiveInputStream tar, long size, SeekableByteChannel to)
      throws IOException {
    for (long left = size; left > 0; ) {
      int read = tar.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new IOException("the archive ends within a file");
      }
      ByteBuffer rest = ByteBuffer.wrap(buffer, 0, read);
      while (rest.hasRemaining()) {
        to.write(rest);
      }
      left -= read;
    }
  }

  /** Folders get their times when nothing is made in them any more, the innermost first. */
  private boolean finished() throws IOException {
    for (TreeEntry entry : folders) {
      if (!checkpoint.goesOn()) {
        return false;
      }
      try (SecureFolder parent = made(parent(entry.path()))) {
        parent.restore(name(entry.path()), entry);
      }
    }
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
