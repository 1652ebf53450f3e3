/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.folder;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Entries that come one after the other, each with its content. */
public interface TreeSource {
  /** The next entry; empty after the last one. */
  Optional<TreeEntry> next() throws IOException;

  /** The content of the last entry, a file; it may go on after its end. */
  InputStream content();
}
