/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.upload;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The entries of an archive from outside, one after the other. */
interface ForeignArchive extends Closeable {
  /** The next entry; empty after the last one. */
  Optional<ForeignEntry> next() throws IOException;

  /** The content of the last entry, a file. */
  InputStream content();
}
