/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import static dev.foundryhosting.instance.InstanceSamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlayerAccessTest {
  private final UserId anna = new UserId("anna");

  @Test
  void aStartTakesAsLongAsTheMedianOfTheLastFive() {
    PlayerAccess access =
        IntStream.of(500, 500, 500, 80, 60, 70, 65, 900)
            .mapToObj(Duration::ofSeconds)
            .reduce(PlayerAccess.none(), PlayerAccess::started, (one, other) -> other);

    assertThat(access.starts()).hasSize(5).startsWith(Duration.ofMinutes(15));
    assertThat(access.usualStart()).isEqualTo(Duration.ofSeconds(70));
    assertThat(PlayerAccess.none().usualStart()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void aStartIsExpectedToEndAsTheLastOnesDid() {
    Instance starting =
        InstanceSamples.starting(
            InstanceSamples.requested(anna, new Subdomain("castle"))
                .with(InstanceSamples.fullResources()),
            "run-1");
    Instance ready = starting.ready(NOW.plusSeconds(40));
    assertThat(ready.access().starts()).containsExactly(Duration.ofSeconds(40));

    Instance again =
        InstanceSamples.starting(ready.stopping(Optional.empty(), NOW).withoutRun(NOW), "run-2");
    assertThat(expected(again, NOW.plusSeconds(39))).contains(NOW.plusSeconds(40));
    assertThat(expected(again, NOW.plusSeconds(40))).isEmpty();
    assertThat(expected(ready, NOW.plusSeconds(39))).isEmpty();
  }

  private Optional<Instant> expected(Instance instance, Instant now) {
    return GameTable.of(instance, UserBookings.empty(anna), false, now).expectedReadyAt();
  }
}
