/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.files.FileExchange;
import dev.foundryhosting.files.ImportId;
import dev.foundryhosting.files.SavePointId;
import dev.foundryhosting.files.WorldName;
import java.util.List;
import java.util.Optional;

/** The fields of the actions on worlds and save points. */
public sealed interface FileRequest {
  /**
   * @param note one line that says what the save point is for
   */
  record Create(Optional<String> note) implements FileRequest {}

  /** Which save point. */
  record Delete(SavePointId savePointId) implements FileRequest {}

  /**
   * @param world the one world to bring back; everything, if absent
   */
  record Restore(SavePointId savePointId, Optional<WorldName> world) implements FileRequest {}

  /**
   * @param savePointId which save point's; as it is now, if absent
   */
  record Export(WorldName world, Optional<SavePointId> savePointId) implements FileRequest {}

  /**
   * @param bytes of the file
   * @param filename as the user knows it
   */
  record BeginImport(
      @Wire.Range(min = 1, max = FileExchange.LARGEST_UPLOAD) long bytes, String filename)
      implements FileRequest {}

  /**
   * @param etags as the answers to the parts named them, in the order of the parts
   * @param replace the world in whose place it comes; a new one, if absent
   */
  record Import(
      ImportId importId,
      @Wire.AtMost(
              value = 10_000,
              entries = "\"?[A-Za-z0-9-]{1,128}\"?",
              called = "the ETags of the parts")
          List<String> etags,
      Optional<WorldName> replace)
      implements FileRequest {}
}
