/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import java.io.IOException;

/** Files of a unit changed while they were read. */
final class UnitChangedException extends IOException {
  private static final long serialVersionUID = 1;

  UnitChangedException() {
    super("Files changed while they were read.");
  }
}
