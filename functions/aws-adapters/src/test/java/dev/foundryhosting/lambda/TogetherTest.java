package dev.foundryhosting.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TogetherTest {
  @Test
  void everythingIsDoneAtTheSameTimeAndAnsweredInOrder() {
    CountDownLatch both = new CountDownLatch(2);

    List<String> results =
        Together.all(List.of(() -> meeting(both, "first"), () -> meeting(both, "second")));

    assertThat(results).containsExactly("first", "second");
  }

  @Test
  void aFailureComesOutAsItWasOnceAllHaveEnded() {
    AtomicBoolean ended = new AtomicBoolean();
    Supplier<String> failing =
        () -> {
          throw new IllegalArgumentException("no");
        };

    assertThatThrownBy(
            () ->
                Together.all(
                    List.of(
                        failing,
                        () -> {
                          ended.set(true);
                          return "done";
                        })))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no");
    assertThat(ended).isTrue();
  }

  private static String meeting(CountDownLatch both, String name) {
    both.countDown();
    try {
      assertThat(both.await(5, TimeUnit.SECONDS)).as("the other one runs, too").isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return name;
  }
}
