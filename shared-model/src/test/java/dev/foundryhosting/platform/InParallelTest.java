/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class InParallelTest {
  @Test
  void allItemsRunAtTheSameTimeAndTheResultsKeepTheirOrder() {
    CountDownLatch both = new CountDownLatch(2);

    List<String> results = InParallel.each(List.of("first", "second"), 2, name -> meet(both, name));

    assertThat(results).containsExactly("first", "second");
  }

  @Test
  void aFailureIsThrownUnchangedAfterAllWorkHasEnded() {
    AtomicBoolean ended = new AtomicBoolean();

    assertThatThrownBy(() -> InParallel.each(List.of(true, false), 2, fails -> work(fails, ended)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no");
    assertThat(ended).isTrue();
  }

  private static String work(boolean fails, AtomicBoolean ended) {
    if (fails) {
      throw new IllegalArgumentException("no");
    }
    ended.set(true);
    return "done";
  }

  private static String meet(CountDownLatch both, String name) {
    both.countDown();
    try {
      assertThat(both.await(5, TimeUnit.SECONDS)).as("the other runs as well").isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return name;
  }
}
