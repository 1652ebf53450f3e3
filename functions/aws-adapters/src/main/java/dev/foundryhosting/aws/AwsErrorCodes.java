package dev.foundryhosting.aws;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Asks a failure for AWS's own error code: not every operation of the SDK has a type for it. */
public final class AwsErrorCodes {
  private AwsErrorCodes() {}

  public static boolean isOneOf(AwsServiceException e, String... codes) {
    return e.awsErrorDetails() != null
        && e.awsErrorDetails().errorCode() != null
        && Set.of(codes).contains(e.awsErrorDetails().errorCode());
  }
}
