/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import dev.foundryhosting.functions.worldfiles.folder.Checkpoint;
import dev.foundryhosting.functions.worldfiles.folder.FileCalls;
import dev.foundryhosting.functions.worldfiles.folder.Limits;
import dev.foundryhosting.functions.worldfiles.folder.SecureFolder;
import dev.foundryhosting.functions.worldfiles.folder.TreeEntry;
import dev.foundryhosting.functions.worldfiles.folder.TreeWalk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Packs a unit as a tar. Small files are read ahead at the same time: each costs milliseconds on a
 * network file system, however small it is.
 */
final class UnitPacker implements TreeWalk.Visitor {
  private static final int SMALL = 256 * 1024;
  private static final int READ_AHEAD = 64;

  private final Checkpoint checkpoint;
  private final Executor readers;
  private final TarArchiveOutputStream tar;
  private final Fingerprint fingerprint;
  private final Deque<Pending> ahead = new ArrayDeque<>();
  private final byte[] buffer = new byte[SMALL];

  private UnitPacker(
      Checkpoint checkpoint, Executor readers, TarArchiveOutputStream tar, Limits limits) {
    this.checkpoint = checkpoint;
    this.readers = readers;
    this.tar = tar;
    this.fingerprint = new Fingerprint(limits);
  }

  /** The checkpoint ended the work within a file. */
  private static final class StoppedException extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** An entry that waits for its turn, with the content that is being read of a small file. */
  private record Pending(TreeEntry entry, Optional<CompletableFuture<byte[]>> content) {}

  /**
   * Writes a unit as it is now.
   *
   * @param to is not closed
   * @return what was packed; empty when the checkpoint ended the work
   * @throws UnitChangedException when a file changed while it was read
   */
  static Optional<Fingerprint.Contents> pack(
      UserTree tree, Unit unit, Limits limits, OutputStream to) throws IOException {
    TarArchiveOutputStream tar = TarFormat.writer(to);
    UnitPacker packer = new UnitPacker(tree.checkpoint(), tree.readers(), tar, limits);
    boolean whole;
    try {
      whole = tree.walk(unit, packer) && packer.writeAll();
    } catch (StoppedException e) {
      whole = false;
    } finally {
      packer.awaitReaders();
    }
    if (!whole) {
      return Optional.empty();
    }
    tar.finish();
    tar.flush();
    return Optional.of(packer.fingerprint.contents());
  }

  @Override
  public void visit(TreeEntry entry, SecureFolder parent, Path name) throws IOException {
    fingerprint.add(entry);
    if (entry.type() != TreeEntry.Type.FILE || entry.size() == 0) {
      ahead.add(new Pending(entry, Optional.empty()));
    } else if (entry.size() <= SMALL) {
      int size = (int) entry.size();
      CompletableFuture<byte[]> content = FileCalls.begin(readers, () -> read(parent, name, size));
      ahead.add(new Pending(entry, Optional.of(content)));
    } else {
      var unused = writeAll();
      writeLarge(entry, parent, name);
    }
    if (ahead.size() >= READ_AHEAD) {
      write(ahead.remove());
    }
  }

  /** What was read ahead in a folder is written before the folder is closed. */
  @Override
  public void leave(SecureFolder folder) throws IOException {
    var unused = writeAll();
  }

  private boolean writeAll() throws IOException {
    while (!ahead.isEmpty()) {
      write(ahead.remove());
    }
    return true;
  }

  private void write(Pending pending) throws IOException {
    byte[] content =
        pending.content().isPresent() ? FileCalls.await(pending.content().get()) : new byte[0];
    tar.putArchiveEntry(TarFormat.header(pending.entry()));
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private void writeLarge(TreeEntry entry, SecureFolder parent, Path name) throws IOException {
    tar.putArchiveEntry(TarFormat.header(entry));
    try (SeekableByteChannel file = opened(parent, name)) {
      for (long left = entry.size(); left > 0; ) {
        int read = file.read(ByteBuffer.wrap(buffer, 0, (int) Math.min(buffer.length, left)));
        if (read < 0) {
          throw new UnitChangedException();
        }
        if (!checkpoint.goesOn()) {
          throw new StoppedException();
        }
        tar.write(buffer, 0, read);
        left -= read;
      }
    }
    tar.closeArchiveEntry();
  }

  private static byte[] read(SecureFolder parent, Path name, int size) throws IOException {
    try (SeekableByteChannel file = opened(parent, name)) {
      ByteBuffer content = ByteBuffer.allocate(size);
      while (content.hasRemaining()) {
        if (file.read(content) < 0) {
          throw new UnitChangedException();
        }
      }
      return content.array();
    }
  }

  private static SeekableByteChannel opened(SecureFolder parent, Path name) throws IOException {
    try {
      return parent.open(name);
    } catch (NoSuchFileException e) {
      throw new UnitChangedException();
    }
  }

  /** After a failure, too: the readers use folders that are closed next. */
  private void awaitReaders() {
    for (Pending each : ahead) {
      each.content().ifPresent(FileCalls::awaitEnd);
    }
    ahead.clear();
  }
}
