/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MovableClockTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final MovableClock clock = new MovableClock(Clock.fixed(NOON, ZoneOffset.UTC));

  @Test
  void itBeginsWithTheTimeThatItIsGiven() {
    assertThat(clock.instant()).isEqualTo(NOON);
  }

  @Test
  void whatItIsMovedByAddsUp() {
    clock.forward(Duration.ofMinutes(15));
    clock.forward(Duration.ofHours(1));
    assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofMinutes(75)));
  }

  @Test
  void itGoesOnFromWhereItWasMovedTo() {
    MovableClock running = new MovableClock(Clock.systemUTC());
    running.forward(Duration.ofDays(1));
    Instant first = running.instant();
    assertThat(first).isAfter(Instant.now().plus(Duration.ofHours(23)));
    assertThat(running.instant()).isAfterOrEqualTo(first);
  }

  @Test
  void theSameClockInAnotherZoneMovesWithIt() {
    Clock berlin = clock.withZone(ZoneId.of("Europe/Berlin"));
    clock.forward(Duration.ofHours(1));
    assertThat(berlin.instant()).isEqualTo(clock.instant());
    assertThat(berlin.getZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "P121D", "PT2562047788015215H"})
  void itGoesNeitherBackNorFartherThanAnybodyCanBook(String by) {
    assertThatThrownBy(() -> clock.forward(Duration.parse(by)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(clock.instant()).isEqualTo(NOON);
  }

  @Test
  void itGoesNoFartherInManySteps() {
    clock.forward(MovableClock.FARTHEST);
    assertThatThrownBy(() -> clock.forward(Duration.ofSeconds(1)))
        .hasMessageContaining("120 days in all");
  }

  @Test
  void movesAtTheSameTimeAddUp() throws InterruptedException {
    CountDownLatch begin = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        threads.execute(
            () -> {
              await(begin);
              clock.forward(Duration.ofMinutes(1));
            });
      }
      begin.countDown();
    }
    assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofMinutes(50)));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
