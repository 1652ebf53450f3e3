package dev.foundryhosting.functions.discord.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.lambda.Json;
import java.util.Arrays;
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
  public JsonNode perform(ManagementRequest request) {
    InvokeResponse response =
        AwsCall.of(
            "ask instance-management",
            () ->
                lambda.invoke(
                    i ->
                        i.functionName(function)
                            .payload(SdkBytes.fromUtf8String(request.json().toString()))));
    if (response.functionError() != null) {
      throw PlatformException.dependency(
          "instance-management ended without an answer.", true, null);
    }
    ObjectNode answer = Json.parse("the answer", response.payload().asByteArray());
    if (answer.path("ok").asBoolean()) {
      return answer.path("data");
    }
    throw failure(answer.path("error"));
  }

  static PlatformException failure(JsonNode error) {
    String name = error.path("code").asText();
    String message = error.path("message").asText("");
    ErrorCode code =
        Arrays.stream(ErrorCode.values())
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElse(ErrorCode.INTERNAL_ERROR);
    return error.path("retryable").asBoolean()
        ? PlatformException.notNow(code, message)
        : new PlatformException(code, message);
  }
}
