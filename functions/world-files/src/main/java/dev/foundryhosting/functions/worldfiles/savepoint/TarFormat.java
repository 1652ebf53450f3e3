/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import dev.foundryhosting.functions.worldfiles.folder.TreeEntry;
import dev.foundryhosting.functions.worldfiles.folder.TreeSource;
import dev.foundryhosting.functions.worldfiles.folder.UnfitFilesException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** The tar of units: names as bytes, of any length; times to the microsecond. */
final class TarFormat {
  /** The user and the group as whom the image runs Foundry. */
  private static final int FOUNDRY = 1000;

  /** Raw names have a character for each byte. */
  private static final String BYTES = "ISO-8859-1";

  private static final int BUFFER = 64 * 1024;

  private TarFormat() {}

  static TarArchiveOutputStream writer(OutputStream to) {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(to, BYTES);
    // A name in an extended header would be text.
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    return tar;
  }

  /**
   * The entries of a unit as it is packed.
   *
   * @param packed is not closed
   */
  static TreeSource reader(InputStream packed) throws IOException {
    TarArchiveInputStream tar =
        new TarArchiveInputStream(new GZIPInputStream(packed, BUFFER), BYTES);
    return new TreeSource() {
      @Override
      public Optional<TreeEntry> next() throws IOException {
        TarArchiveEntry header = tar.getNextEntry();
        return header == null ? Optional.empty() : Optional.of(entry(header));
      }

      @Override
      public InputStream content() {
        return tar;
      }
    };
  }

  /** The header of an entry; its content follows. */
  static TarArchiveEntry header(TreeEntry entry) {
    TarArchiveEntry header =
        switch (entry.type()) {
          case FOLDER -> new TarArchiveEntry(entry.path() + "/", true);
          case LINK -> new TarArchiveEntry(entry.path(), TarConstants.LF_SYMLINK, true);
          case FILE -> new TarArchiveEntry(entry.path(), true);
        };
    header.setLinkName(entry.target());
    header.setSize(entry.size());
    header.setMode(entry.mode());
    header.setLastModifiedTime(entry.modifiedAt());
    header.setIds(FOUNDRY, FOUNDRY);
    return header;
  }

  /**
   * The entry of a header.
   *
   * @throws UnfitFilesException when it is no file, folder or link, or its path leads elsewhere
   */
  static TreeEntry entry(TarArchiveEntry header) throws UnfitFilesException {
    String name = header.getName();
    String path =
        header.isDirectory() && name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf(0) >= 0) {
        throw new UnfitFilesException("The archive names a path that leads elsewhere.");
      }
    }
    int mode = header.getMode() & 0777;
    if (header.isDirectory()) {
      return new TreeEntry(path, TreeEntry.Type.FOLDER, mode, 0, header.getLastModifiedTime(), "");
    }
    if (header.isSymbolicLink()) {
      return TreeEntry.link(path, header.getLinkName());
    }
    if (header.getLinkFlag() != TarConstants.LF_NORMAL) {
      throw new UnfitFilesException("The archive holds what is no file, folder or link.");
    }
    return new TreeEntry(
        path, TreeEntry.Type.FILE, mode, header.getSize(), header.getLastModifiedTime(), "");
  }
}
