/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import dev.foundryhosting.platform.UserId;
import java.util.function.UnaryOperator;

/** Port: what is known of users' files. Strongly consistent, fails loudly. */
public interface FileInventories {
  /** What is known of a user's files; the empty one where nothing is. */
  FileInventory of(UserId user);

  /**
   * Changes what is known. The change may be asked for again when another writer was faster, so it
   * has no effect beside its result.
   *
   * @return what is known now
   * @throws dev.foundryhosting.error.PlatformException {@code CONFLICT}, {@code DEPENDENCY_FAILED}
   */
  FileInventory update(UserId user, UnaryOperator<FileInventory> change);

  /** Removes what is known; does nothing where there is nothing. */
  void forget(UserId user);
}
