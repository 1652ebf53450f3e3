/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.files.WorldName;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorldChoiceTest {
  @Test
  void theChosenWorldGoesBeforeTheOneThatWasOpenLast() {
    WorldName first = new WorldName("first");
    WorldName second = new WorldName("second");

    assertThat(WorldChoice.none().next()).isEmpty();
    assertThat(WorldChoice.none().opened(first).next()).contains(first);
    assertThat(WorldChoice.none().opened(first).opened(second).next()).contains(second);
    WorldChoice chosen = WorldChoice.none().choosing(Optional.of(first)).opened(second);
    assertThat(chosen.next()).contains(first);
    assertThat(chosen.choosing(Optional.empty()).next()).contains(second);
  }
}
