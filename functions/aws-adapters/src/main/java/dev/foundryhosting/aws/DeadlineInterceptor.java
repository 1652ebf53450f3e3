/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws;

import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Cuts a call, with all its attempts, to what {@link CallDeadline} leaves. */
final class DeadlineInterceptor implements ExecutionInterceptor {
  /** A call that has less time is not begun. */
  private static final Duration CALL_NEEDS = Duration.ofMillis(200);

  private final Duration callTimeout;

  /**
   * @param callTimeout of the client
   */
  DeadlineInterceptor(Duration callTimeout) {
    this.callTimeout = callTimeout;
  }

  /** There is no time left for a call. */
  static final class OutOfTime extends SdkClientException {
    private static final long serialVersionUID = 1L;

    OutOfTime() {
      super(SdkClientException.builder().message("There is no time left for this call."));
    }
  }

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    Duration limit = CallDeadline.cut(callTimeout);
    if (limit.compareTo(CALL_NEEDS) < 0) {
      throw new OutOfTime();
    }
    return limit.equals(callTimeout) ? context.request() : within(limit, context.request());
  }

  private static SdkRequest within(Duration limit, SdkRequest request) {
    AwsRequest call = (AwsRequest) request;
    AwsRequestOverrideConfiguration.Builder how =
        call.overrideConfiguration()
            .map(AwsRequestOverrideConfiguration::toBuilder)
            .orElseGet(AwsRequestOverrideConfiguration::builder);
    return call.toBuilder().overrideConfiguration(how.apiCallTimeout(limit).build()).build();
  }
}
