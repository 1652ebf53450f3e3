/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.port.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

class RetryPolicyTest {
  private static final RetryPolicy THREE_TRIES = new RetryPolicy(3, Duration.ofMillis(1));

  private final AtomicInteger calls = new AtomicInteger();

  @Test
  void aFailureThatPassesIsRepeated() {
    THREE_TRIES.run(
        e -> AwsErrorCodes.isOneOf(e, "ResourceInUse"), failingTimes(2, "ResourceInUse"));

    assertThat(calls).hasValue(3);
  }

  @Test
  void aFailureThatLastsIsThrownAfterTheLastAttempt() {
    assertThatThrownBy(
            () ->
                THREE_TRIES.run(
                    e -> AwsErrorCodes.isOneOf(e, "ResourceInUse"),
                    failingTimes(9, "ResourceInUse")))
        .isInstanceOf(AwsServiceException.class);
    assertThat(calls).hasValue(3);
  }

  @Test
  void anotherFailureIsNotRepeated() {
    assertThatThrownBy(
            () ->
                THREE_TRIES.run(
                    e -> AwsErrorCodes.isOneOf(e, "ResourceInUse"),
                    failingTimes(9, "AccessDenied")))
        .isInstanceOf(AwsServiceException.class);
    assertThat(calls).hasValue(1);
  }

  @Test
  void aPauseThatTheDeadlineDoesNotLeaveEndsTheRepeating() {
    RetryPolicy slow = new RetryPolicy(3, Duration.ofMinutes(1));
    Deadline near = Deadline.in(Duration.ofSeconds(1), Clock.systemUTC());

    try (CallDeadline unused = CallDeadline.begin(near)) {
      assertThatThrownBy(() -> slow.run(e -> true, failingTimes(9, "ResourceInUse")))
          .isInstanceOf(AwsServiceException.class);
    }
    assertThat(calls).hasValue(1);
  }

  @Test
  void anInterruptEndsTheWaiting() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> THREE_TRIES.run(e -> true, failingTimes(9, "ResourceInUse")))
        .isInstanceOf(PlatformException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(calls).hasValue(1);
  }

  private Runnable failingTimes(int times, String code) {
    return () -> {
      if (calls.incrementAndGet() <= times) {
        throw AwsServiceException.builder()
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .build();
      }
    };
  }
}
