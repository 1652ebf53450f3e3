/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.folder;

import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A file, a folder or a link in a user's folder.
 *
 * @param path raw names, {@code /} between them, from the user's folder
 * @param mode the nine bits of permissions; their owner may always read, and enter folders
 * @param size of a file, in bytes; else zero
 * @param modifiedAt to the microsecond, of a file or a folder; the epoch for a link, whose time
 *     nothing can set
 * @param target of a link, as raw bytes; else empty
 */
public record TreeEntry(
    String path, Type type, int mode, long size, FileTime modifiedAt, String target) {
  private static final int OWNER_READS = 0400;
  private static final int OWNER_ENTERS = 0700;
  private static final String ALL = "rwxrwxrwx";
  private static final FileTime NEVER = FileTime.fromMillis(0);

  /** What it is. Anything else, such as a pipe or a device, holds nothing that could be kept. */
  public enum Type {
    FILE,
    FOLDER,
    LINK
  }

  static TreeEntry file(String path, PosixFileAttributes file) {
    int mode = mode(file.permissions()) | OWNER_READS;
    return new TreeEntry(path, Type.FILE, mode, file.size(), time(file), "");
  }

  static TreeEntry folder(String path, PosixFileAttributes folder) {
    int mode = mode(folder.permissions()) | OWNER_ENTERS;
    return new TreeEntry(path, Type.FOLDER, mode, 0, time(folder), "");
  }

  /** A file that comes from outside: its permissions are ours. */
  public static TreeEntry foreignFile(String path, long size, FileTime modifiedAt) {
    return new TreeEntry(path, Type.FILE, 0640, size, micros(modifiedAt), "");
  }

  /** A folder that comes from outside: its permissions are ours. */
  public static TreeEntry foreignFolder(String path, FileTime modifiedAt) {
    return new TreeEntry(path, Type.FOLDER, 0750, 0, micros(modifiedAt), "");
  }

  /** A link at a path. */
  public static TreeEntry link(String path, String target) {
    return new TreeEntry(path, Type.LINK, 0777, 0, NEVER, target);
  }

  /** In an open folder, the JDK sets no time more exactly than to the microsecond. */
  private static FileTime time(PosixFileAttributes attributes) {
    return micros(attributes.lastModifiedTime());
  }

  private static FileTime micros(FileTime time) {
    return FileTime.from(time.toInstant().truncatedTo(ChronoUnit.MICROS));
  }

  /** The permissions of a mode. */
  public static Set<PosixFilePermission> permissions(int mode) {
    StringBuilder text = new StringBuilder(ALL.length());
    for (int at = 0; at < ALL.length(); at++) {
      boolean set = (mode & bit(at)) != 0;
      text.append(set ? ALL.charAt(at) : '-');
    }
    return PosixFilePermissions.fromString(text.toString());
  }

  private static int mode(Set<PosixFilePermission> permissions) {
    String text = PosixFilePermissions.toString(permissions);
    return IntStream.range(0, ALL.length())
        .filter(at -> text.charAt(at) != '-')
        .map(TreeEntry::bit)
        .sum();
  }

  private static int bit(int at) {
    return 1 << (ALL.length() - 1 - at);
  }
}
