/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.platform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.lambda.Json;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/** Invokes this very function, without waiting for it ("Asynchronous invocation"). */
public final class LambdaTaskQueue implements TaskQueue {
  private final LambdaClient lambda;

  public LambdaTaskQueue(LambdaClient lambda) {
    this.lambda = lambda;
  }

  @Override
  public void queue(String function, JsonNode task) {
    SdkBytes event = SdkBytes.fromUtf8String(Json.object().set("work", task).toString());
    AwsCall.run(
        "queue the task",
        () ->
            lambda.invoke(
                i -> i.functionName(function).invocationType(InvocationType.EVENT).payload(event)));
  }
}
