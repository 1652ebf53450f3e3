/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.local.activity.Activity.Kind;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ActivityTest {
  private final Activity activity = new Activity(Clock.systemUTC());

  @Test
  void theNewestComesFirst() {
    activity.note(Kind.TASK, "one", "");
    activity.note(Kind.TASK, "two", "");
    assertThat(activity.newest(10)).extracting(Activity.Entry::title).containsExactly("two", "one");
  }

  @Test
  void whatIsInvokedAgainAndAgainIsOneEntryThatCounts() {
    for (int i = 0; i < 50; i++) {
      activity.invoked("auto-shutdown", "nothing to do", true, Duration.ofMillis(i));
    }
    assertThat(activity.newest(10))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.times()).isEqualTo(50);
              assertThat(entry.tookMillis()).isEqualTo(49);
            });
  }

  @Test
  void itKeepsOnlyTheLast() {
    for (int i = 0; i < 500; i++) {
      activity.note(Kind.GAME, "n" + i, "");
    }
    assertThat(activity.newest(1000))
        .hasSize(200)
        .first()
        .extracting(Activity.Entry::title)
        .isEqualTo("n499");
  }
}
