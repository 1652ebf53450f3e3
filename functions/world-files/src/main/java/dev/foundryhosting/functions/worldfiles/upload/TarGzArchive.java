/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.upload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.foundryhosting.functions.worldfiles.folder.UnfitFilesException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A {@code tar.gz} from outside. Its names are text: that of its headers, or UTF-8. */
final class TarGzArchive implements ForeignArchive {
  private static final int BUFFER = 64 * 1024;

  /** The headers before an entry: a name there may be as long as the archive says. */
  private static final long LONGEST_HEADERS = 1024 * 1024;

  private final InputStream packed;
  private final Allowance unpacked;
  private final TarArchiveInputStream tar;

  TarGzArchive(InputStream packed) throws IOException {
    this.packed = packed;
    this.unpacked = new Allowance(new GZIPInputStream(packed, BUFFER));
    this.tar = new TarArchiveInputStream(unpacked, UTF_8.name());
  }

  @Override
  public Optional<ForeignEntry> next() throws IOException {
    unpacked.allow(LONGEST_HEADERS);
    TarArchiveEntry header = tar.getNextEntry();
    if (header == null) {
      return Optional.empty();
    }
    unpacked.allow(header.getSize());
    return Optional.of(
        new ForeignEntry(
            raw(header.getName()),
            kind(header),
            header.getSize(),
            header.getLastModifiedTime(),
            header.isSymbolicLink() ? raw(header.getLinkName()) : ""));
  }

  private static ForeignEntry.Kind kind(TarArchiveEntry header) {
    if (header.isDirectory()) {
      return ForeignEntry.Kind.FOLDER;
    }
    if (header.isSymbolicLink()) {
      return ForeignEntry.Kind.LINK;
    }
    // For the library, devices and pipes are files, too.
    boolean plain =
        switch (header.getLinkFlag()) {
          case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM -> !header.isSparse();
          default -> false;
        };
    return plain ? ForeignEntry.Kind.FILE : ForeignEntry.Kind.OTHER;
  }

  private static String raw(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  @Override
  public InputStream content() {
    return tar;
  }

  @Override
  public void close() throws IOException {
    packed.close();
  }

  /** Ends a stream that goes on for longer than what is read now may be. */
  private static final class Allowance extends FilterInputStream {
    private long left;

    Allowance(InputStream in) {
      super(in);
    }

    void allow(long bytes) {
      left = bytes;
    }

    @Override
    public int read() throws IOException {
      return counted(super.read(), 1);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int read = super.read(into, from, length);
      return counted(read, read);
    }

    @Override
    public long skip(long length) throws IOException {
      long skipped = super.skip(length);
      var unused = counted(0, skipped);
      return skipped;
    }

    private int counted(int result, long read) throws IOException {
      left -= Math.max(read, 0);
      if (left < 0) {
        throw new UnfitFilesException("The archive is damaged.");
      }
      return result;
    }
  }
}
