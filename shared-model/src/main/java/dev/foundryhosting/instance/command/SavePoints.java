/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.files.FileInventory;
import dev.foundryhosting.files.SavePoint;
import dev.foundryhosting.files.SavePointId;

/** The save points that requests name. */
final class SavePoints {
  private SavePoints() {}

  /**
   * @throws PlatformException {@code VALIDATION_ERROR}
   */
  static SavePoint require(FileInventory known, SavePointId id) {
    return known
        .savePoint(id)
        .orElseThrow(
            () ->
                PlatformException.invalid(
                    "savePointId", "must name a save point, as list-save-points answers them"));
  }
}
