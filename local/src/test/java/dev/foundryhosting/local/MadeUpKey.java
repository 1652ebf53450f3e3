/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local;

import dev.foundryhosting.platform.ResourceNames;
import java.util.Locale;

/** Licence keys of no licence: one for each user, since one key is registered once. */
public final class MadeUpKey {
  private MadeUpKey() {}

  /** The key of a user, as people write it. */
  public static String of(String user) {
    return ("MADEUPKEY000" + ResourceNames.digest(user, 12))
        .toUpperCase(Locale.ROOT)
        .replaceAll("(.{4})(?=.)", "$1-");
  }
}
