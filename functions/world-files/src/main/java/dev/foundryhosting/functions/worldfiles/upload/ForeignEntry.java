/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.upload;

import java.nio.file.attribute.FileTime;

/**
 * An entry of an archive from outside, as the archive describes it.
 *
 * @param name as it stands there
 * @param size of a file in bytes
 * @param target of a link, as raw bytes; else empty
 */
record ForeignEntry(String name, Kind kind, long size, FileTime modifiedAt, String target) {
  /** What it is. */
  enum Kind {
    FILE,
    FOLDER,
    LINK,
    /** A device, a pipe, a second name of a file. */
    OTHER
  }
}
