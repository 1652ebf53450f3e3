/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import dev.foundryhosting.instance.TestClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InvocationTest {
  private static final Instant NOW = Instant.parse("2026-11-20T18:00:00Z");

  private final TestClock clock = new TestClock(NOW);

  @Test
  void theWorkEndsThreeSecondsBeforeLambdaEndsIt() {
    try (Invocation invocation = Invocation.begin(context(30_000), clock)) {
      assertThat(invocation.requestId()).isEqualTo("request-1");
      assertThat(invocation.deadline().at()).isEqualTo(NOW.plusSeconds(27));
    }
  }

  @Test
  void withoutLambdaThereIsAMinute() {
    try (Invocation invocation = Invocation.begin(null, clock)) {
      assertThat(invocation.requestId()).isNotEmpty();
      assertThat(invocation.deadline().leaves(Duration.ofSeconds(60))).isTrue();
      assertThat(invocation.deadline().leaves(Duration.ofSeconds(61))).isFalse();
    }
  }

  private static Context context(int millisLeft) {
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, args) ->
                switch (method.getName()) {
                  case "getRemainingTimeInMillis" -> millisLeft;
                  case "getAwsRequestId" -> "request-1";
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
