/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** AWS's own error codes, for the failures that have no type in the SDK. */
public final class AwsErrorCodes {
  private AwsErrorCodes() {}

  /** Deletes what may be gone already; then AWS answers with one of the codes. */
  public static void ignoring(Runnable deletion, String... codes) {
    try {
      deletion.run();
    } catch (AwsServiceException e) {
      if (!isOneOf(e, codes)) {
        throw e;
      }
    }
  }

  public static boolean isOneOf(RuntimeException e, String... codes) {
    return e instanceof AwsServiceException failure
        && of(failure).filter(List.of(codes)::contains).isPresent();
  }

  /** The code of a failure; empty when the answer has none. */
  static Optional<String> of(AwsServiceException e) {
    return Optional.ofNullable(e.awsErrorDetails()).map(AwsErrorDetails::errorCode);
  }
}
