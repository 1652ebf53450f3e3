/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.upload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.foundryhosting.functions.worldfiles.folder.UnfitFilesException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.attribute.FileTime;
import java.util.Enumeration;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** A {@code zip} from outside. Only its directory, at its end, says what is a link. */
final class ZipArchive implements ForeignArchive {
  private static final int LONGEST_TARGET = 4096;

  /** The kind of file in the mode that a zip of Unix has. */
  private static final int KIND = 0170000;

  private static final int REGULAR = 0100000;
  private static final FileTime UNKNOWN = FileTime.fromMillis(0);

  private final ZipFile zip;
  private final Enumeration<ZipArchiveEntry> entries;
  private InputStream content = InputStream.nullInputStream();

  ZipArchive(SeekableByteChannel from) throws IOException {
    this.zip = ZipFile.builder().setSeekableByteChannel(from).get();
    // As they lie there, so that the channel is read once from its begin to its end.
    this.entries = zip.getEntriesInPhysicalOrder();
  }

  @Override
  public Optional<ForeignEntry> next() throws IOException {
    content.close();
    content = InputStream.nullInputStream();
    if (!entries.hasMoreElements()) {
      return Optional.empty();
    }
    ZipArchiveEntry entry = entries.nextElement();
    ForeignEntry.Kind kind = kind(entry);
    String target = "";
    if (kind == ForeignEntry.Kind.LINK) {
      target = target(entry);
    } else if (kind == ForeignEntry.Kind.FILE) {
      if (!zip.canReadEntryData(entry)) {
        throw new UnfitFilesException("The archive is encrypted, or packed in a rare way.");
      }
      content = zip.getInputStream(entry);
    }
    FileTime time = entry.getLastModifiedTime();
    return Optional.of(
        new ForeignEntry(
            new String(entry.getName().getBytes(UTF_8), ISO_8859_1),
            kind,
            kind == ForeignEntry.Kind.FILE ? entry.getSize() : 0,
            time == null ? UNKNOWN : time,
            target));
  }

  private static ForeignEntry.Kind kind(ZipArchiveEntry entry) {
    if (entry.isUnixSymlink()) {
      return ForeignEntry.Kind.LINK;
    }
    if (entry.isDirectory()) {
      return ForeignEntry.Kind.FOLDER;
    }
    int kind = entry.getUnixMode() & KIND;
    return kind == 0 || kind == REGULAR ? ForeignEntry.Kind.FILE : ForeignEntry.Kind.OTHER;
  }

  private String target(ZipArchiveEntry link) throws IOException {
    try (InputStream in = zip.getInputStream(link)) {
      byte[] target = in.readNBytes(LONGEST_TARGET + 1);
      if (target.length > LONGEST_TARGET) {
        throw new UnfitFilesException("The archive is damaged.");
      }
      return new String(target, ISO_8859_1);
    }
  }

  @Override
  public InputStream content() {
    return content;
  }

  @Override
  public void close() throws IOException {
    content.close();
    zip.close();
  }
}
