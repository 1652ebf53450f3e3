/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class ReconcileContextTest {
  @Test
  void everyStepButTheLastHasItsWork() {
    ReconcileContext context = new PlatformFixture().worker().context;

    assertThat(context.actions().keySet())
        .isEqualTo(EnumSet.complementOf(EnumSet.of(Step.FINISH_TEARDOWN)));
  }
}
