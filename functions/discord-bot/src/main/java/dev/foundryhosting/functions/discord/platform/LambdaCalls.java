/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.platform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.api.ActionRequest;
import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.lambda.ApiJson;
import dev.foundryhosting.lambda.Json;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * Invokes instance-management and waits for its answer, and this very function without waiting for
 * it ("Asynchronous invocation").
 */
public final class LambdaCalls implements Management, TaskQueue {
  private final LambdaClient waiting;
  private final LambdaClient prompt;
  private final String management;

  /**
   * @param waiting for calls whose answer may take as long as instance-management may
   * @param prompt for calls that are over as soon as Lambda has accepted them
   * @param management its name, with a qualifier where it is called by one
   */
  public LambdaCalls(LambdaClient waiting, LambdaClient prompt, String management) {
    this.waiting = waiting;
    this.prompt = prompt;
    this.management = management;
  }

  @Override
  public <A extends Record> A perform(ActionRequest<?, A> request) {
    SdkBytes payload = SdkBytes.fromUtf8String(ApiJson.request(request).toString());
    InvokeResponse response =
        AwsCall.of(
            "ask instance-management",
            () -> waiting.invoke(i -> i.functionName(management).payload(payload)));
    if (response.functionError() != null) {
      throw PlatformException.dependency("instance-management ended without an answer.", true);
    }
    return ApiJson.answer(
        request.action(), Json.parse("the answer", response.payload().asByteArray()));
  }

  @Override
  public void queue(String function, JsonNode task) {
    SdkBytes event = SdkBytes.fromUtf8String(Json.object().set("work", task).toString());
    AwsCall.run(
        "queue the task",
        () ->
            prompt.invoke(
                i -> i.functionName(function).invocationType(InvocationType.EVENT).payload(event)));
  }
}
