/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.upload;

import java.io.IOException;

/** An upload could not be read from the archive. It says nothing of what is in it. */
final class UploadReadException extends IOException {
  private static final long serialVersionUID = 1;

  UploadReadException(IOException cause) {
    super("The upload could not be read.", cause);
  }
}
