/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every sender of wake-ups must do. */
public abstract class WakeupsContract {
  private final UserId anna = new UserId("Anna_01");
  private final UserId ben = new UserId("ben-02");

  /** The sender under test, which sent nothing yet. */
  protected abstract Wakeups wakeups();

  /** The users whose wake-ups were sent without a delay; in any order. */
  protected abstract List<UserId> arrived();

  @Test
  void aWakeupArrivesAsOftenAsItWasSent() {
    wakeups().wake(anna, Duration.ZERO);
    wakeups().wake(ben, Duration.ZERO);
    wakeups().wake(anna, Duration.ZERO);

    assertThat(arrived()).containsExactlyInAnyOrder(anna, ben, anna);
  }

  @Test
  void theDelayIsAQuarterOfAnHourAtMost() {
    wakeups().wake(anna, Duration.ofMinutes(15));
    wakeups().wake(anna, Duration.ofMillis(1));

    assertThatThrownBy(() -> wakeups().wake(anna, Duration.ofMinutes(15).plusMillis(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> wakeups().wake(anna, Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(arrived()).isEmpty();
  }
}
