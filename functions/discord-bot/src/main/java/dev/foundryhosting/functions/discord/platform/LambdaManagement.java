/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.platform;

import dev.foundryhosting.api.ActionRequest;
import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.lambda.ApiJson;
import dev.foundryhosting.lambda.Json;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Asks the function instance-management and waits for its answer. */
public final class LambdaManagement implements Management {
  private final LambdaClient lambda;
  private final String function;

  /**
   * @param function its name, with a qualifier where it is called by one
   */
  public LambdaManagement(LambdaClient lambda, String function) {
    this.lambda = lambda;
    this.function = function;
  }

  @Override
  public <A extends Record> A perform(ActionRequest<?, A> request) {
    SdkBytes payload = SdkBytes.fromUtf8String(ApiJson.request(request).toString());
    InvokeResponse response =
        AwsCall.of(
            "ask instance-management",
            () -> lambda.invoke(i -> i.functionName(function).payload(payload)));
    if (response.functionError() != null) {
      throw PlatformException.dependency(
          "instance-management ended without an answer.", true, null);
    }
    return ApiJson.answer(
        request.action(), Json.parse("the answer", response.payload().asByteArray()));
  }
}
