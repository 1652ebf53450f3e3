/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws;

import dev.foundryhosting.error.PlatformException;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Turns every failure of a call to AWS into a {@link PlatformException} with a sentence for people.
 * An adapter catches the failures that it expects (a missing resource, a failed condition) inside
 * the call.
 */
public final class AwsCall {
  private AwsCall() {}

  /**
   * @param doing the end of a sentence that begins with "Could not", such as "start the task"
   */
  public static <T> T of(String doing, Supplier<T> call) {
    try {
      return call.get();
    } catch (PlatformException e) {
      throw e;
    } catch (RuntimeException e) {
      throw failure(doing, e);
    }
  }

  /** As {@link #of}, for calls without a result. */
  public static void run(String doing, Runnable call) {
    of(
        doing,
        () -> {
          call.run();
          return null;
        });
  }

  /** The SDK's own message goes only to the log, as the cause. */
  static PlatformException failure(String doing, RuntimeException e) {
    return switch (e) {
      case AwsServiceException service ->
          PlatformException.dependency(
              "Could not %s: AWS answered %s."
                  .formatted(
                      doing, AwsErrorCodes.of(service).orElse("HTTP " + service.statusCode())),
              service.isThrottlingException() || service.statusCode() >= 500,
              e);
      case DeadlineInterceptor.OutOfTime late ->
          PlatformException.dependency(
              "Could not %s: there was no time left.".formatted(doing), true, late);
      case SdkException sdk when !(sdk instanceof SdkClientException) ->
          PlatformException.dependency("Could not %s.".formatted(doing), sdk.retryable(), sdk);
      // A time-out or a broken connection. Where a time-out and an answer meet, the URL connection
      // client lets exceptions of the JDK through, such as a NullPointerException.
      default ->
          PlatformException.dependency(
              "Could not %s: AWS did not answer.".formatted(doing), true, e);
    };
  }
}
