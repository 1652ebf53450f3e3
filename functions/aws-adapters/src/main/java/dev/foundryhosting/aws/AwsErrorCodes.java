package dev.foundryhosting.aws;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** AWS's own error codes, for the failures that have no type in the SDK. */
public final class AwsErrorCodes {
  private AwsErrorCodes() {}

  public static boolean isOneOf(RuntimeException e, String... codes) {
    return e instanceof AwsServiceException failure
        && failure.awsErrorDetails() != null
        && failure.awsErrorDetails().errorCode() != null
        && Set.of(codes).contains(failure.awsErrorDetails().errorCode());
  }
}
