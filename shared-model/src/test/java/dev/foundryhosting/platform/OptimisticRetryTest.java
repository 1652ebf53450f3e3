/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OptimisticRetryTest {
  private final AtomicInteger attempts = new AtomicInteger();

  @Test
  void aWriterThatIsOvertakenTriesAgain() {
    assertThat(OptimisticRetry.of("server", () -> overtaken(3))).isEqualTo(4);
  }

  @Test
  void aWriterThatIsOvertakenEachTimeGivesUpAndMayBeAskedAgain() {
    assertThatThrownBy(() -> OptimisticRetry.of("server", () -> overtaken(1000)))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT);
              assertThat(e.retryable()).isTrue();
            })
        .hasMessageContaining("server");
    assertThat(attempts).hasValue(12);
  }

  @Test
  void anInterruptEndsThePause() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> OptimisticRetry.of("server", () -> overtaken(1)))
        .isInstanceOf(PlatformException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private Optional<Integer> overtaken(int times) {
    int made = attempts.incrementAndGet();
    return made > times ? Optional.of(made) : Optional.empty();
  }
}
