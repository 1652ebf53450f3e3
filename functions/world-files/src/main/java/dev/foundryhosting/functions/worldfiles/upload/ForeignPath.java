/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.upload;

import dev.foundryhosting.functions.worldfiles.folder.UnfitFilesException;
import java.util.Set;

/** The paths of an archive from outside: raw names, {@code /} between them; empty for its top. */
final class ForeignPath {
  private static final int LONGEST_NAME = 255;

  /** Those of Foundry lie some ten deep, and each level takes a file descriptor. */
  private static final int DEEPEST = 90;

  /** What systems leave in each folder. */
  private static final Set<String> NEEDLESS = Set.of(".DS_Store", "Thumbs.db", "desktop.ini");

  private ForeignPath() {}

  /**
   * The path of an entry.
   *
   * @throws UnfitFilesException when it leads elsewhere, or no file system takes it
   */
  static String of(ForeignEntry entry) throws UnfitFilesException {
    String path = entry.name();
    while (path.startsWith("./")) {
      path = path.substring(2);
    }
    if (entry.kind() == ForeignEntry.Kind.FOLDER && path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    if (path.equals(".") || path.isEmpty()) {
      if (entry.kind() != ForeignEntry.Kind.FOLDER) {
        throw elsewhere();
      }
      return "";
    }
    String[] parts = path.split("/", -1);
    if (parts.length > DEEPEST) {
      throw new UnfitFilesException("The archive has folders more than 90 deep in each other.");
    }
    for (String part : parts) {
      check(part);
    }
    return path;
  }

  private static void check(String part) throws UnfitFilesException {
    if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf(0) >= 0) {
      throw elsewhere();
    }
    if (part.length() > LONGEST_NAME) {
      throw new UnfitFilesException("The archive has a name of more than 255 bytes.");
    }
  }

  /** Whether something lies there for the system of who packed it, and not for the world. */
  static boolean isNeedless(String path) {
    return path.equals("__MACOSX")
        || path.startsWith("__MACOSX/")
        || NEEDLESS.contains(path.substring(path.lastIndexOf('/') + 1));
  }

  /**
   * Whether a link leads to somewhere within a folder. Steps up come first, and only from folders
   * that are none by a link; what it then goes through, such as another link, leads inside, too.
   *
   * @param path of the link from that folder
   */
  static boolean staysInside(String path, String target) {
    String[] steps = target.split("/", -1);
    int folders = path.split("/", -1).length - 1;
    boolean down = false;
    for (String step : steps) {
      if (step.equals("..")) {
        folders--;
        if (down || folders < 0) {
          return false;
        }
      } else if (!step.equals(".")) {
        if (step.isEmpty() || step.length() > LONGEST_NAME || step.indexOf(0) >= 0) {
          return false;
        }
        down = true;
      }
    }
    return true;
  }

  static UnfitFilesException noFile() {
    return new UnfitFilesException("The archive holds what is no file, folder or link.");
  }

  private static UnfitFilesException elsewhere() {
    return new UnfitFilesException("The archive names a path that leads elsewhere.");
  }
}
