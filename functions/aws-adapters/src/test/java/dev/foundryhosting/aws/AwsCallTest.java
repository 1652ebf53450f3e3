/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Every failure of a call is one of a dependency, or one that the adapter itself explained. */
class AwsCallTest {
  static Stream<RuntimeException> answersThatMetATimeOut() {
    return Stream.of(
        new NullPointerException("inputStream"),
        new IllegalStateException("connection closed"),
        new NoSuchElementException("no status line"),
        new UncheckedIOException(new SocketTimeoutException("Read timed out")),
        SdkClientException.create("Unable to execute HTTP request"));
  }

  @ParameterizedTest
  @MethodSource("answersThatMetATimeOut")
  void aCallWithoutAnAnswerIsAFailureThatPasses(RuntimeException lost) {
    assertThatThrownBy(() -> AwsCall.run("do it", () -> doThrow(lost)))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_FAILED);
              assertThat(e.retryable()).isTrue();
            })
        .hasMessage("Could not do it: AWS did not answer.")
        .hasCause(lost);
  }

  @Test
  void anAnswerOfAwsIsNamedByItsCode() {
    AwsServiceException denied =
        AwsServiceException.builder()
            .statusCode(403)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode("AccessDenied").build())
            .build();

    assertThatThrownBy(() -> AwsCall.run("do it", () -> doThrow(denied)))
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.retryable()).isFalse())
        .hasMessage("Could not do it: AWS answered AccessDenied.");
  }

  @Test
  void whatTheAdapterSaysItselfStays() {
    PlatformException own = PlatformException.dependency("There is one of that name.", false);

    assertThatThrownBy(() -> AwsCall.run("do it", () -> doThrow(own))).isSameAs(own);
  }

  private static void doThrow(RuntimeException failure) {
    throw failure;
  }
}
