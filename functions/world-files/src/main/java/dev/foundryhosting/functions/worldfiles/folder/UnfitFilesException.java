/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.folder;

import java.io.IOException;

/** Files that this platform does not take. */
public final class UnfitFilesException extends IOException {
  private static final long serialVersionUID = 1;

  private final String why;

  /**
   * @param why a sentence for the owner of the files
   */
  public UnfitFilesException(String why) {
    super(why);
    this.why = why;
  }

  /** A sentence for the owner of the files. */
  public String why() {
    return why;
  }
}
