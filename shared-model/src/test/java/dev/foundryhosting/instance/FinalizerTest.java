/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FinalizerTest {
  @Test
  void storedNamesNeverChange() {
    // Written down: records of every version hold them.
    assertThat(Arrays.stream(Finalizer.values()).map(Finalizer::storedName))
        .containsExactly(
            "WAKE_SESSIONS",
            "REMOVE_DNS_RECORD",
            "REMOVE_ASSET_USER",
            "EMPTY_BUCKET",
            "REMOVE_BUCKET",
            "REMOVE_ACCESS_POINTS",
            "REMOVE_DEFINITIONS",
            "FORGET_SESSIONS",
            "REMOVE_LICENSE",
            "REMOVE_SECRET");
  }

  @Test
  void aStoredNameIsReadBackAndAnUnknownOneIsNot() {
    for (Finalizer each : Finalizer.values()) {
      assertThat(Finalizer.stored(each.storedName())).contains(each);
    }
    assertThat(Finalizer.stored("TAKE_LAST_SAVE_POINT")).isEmpty();
  }
}
