/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.platform;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.ActionRequest;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.NoFields;
import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.lambda.ApiJson;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.lambda.SampleAnswers;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The calls of Lambda's Invoke API, at a stand-in. */
class LambdaCallsTest {
  private static final WireMockServer SERVER =
      new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
  private static final String INVOKE = "/2015-03-31/functions/.+/invocations";
  private static final ActionRequest<NoFields, InstanceAnswer> STATUS =
      Action.STATUS.by(new UserId("1"), NoFields.NONE);

  static {
    SERVER.start();
  }

  private final AwsClients clients =
      new AwsClients(
          new Environment(
              Map.of("AWS_REGION", "eu-central-1", "AWS_ENDPOINT_URL_LAMBDA", SERVER.baseUrl())));
  private final LambdaCalls lambda =
      new LambdaCalls(
          clients.lambdaThatWaits(Duration.ofSeconds(5)), clients.lambda(), "management:live");

  @BeforeEach
  void forget() {
    SERVER.resetAll();
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  @Test
  void anAnswerIsItsData() {
    InstanceAnswer instance = SampleAnswers.of(InstanceAnswer.class, "{'status': 'running'}");
    answers(200, ApiJson.success(instance).toString());

    assertThat(lambda.perform(STATUS)).isEqualTo(instance);
    SERVER.verify(
        1,
        postRequestedFor(urlPathMatching("/2015-03-31/functions/management(:|%3A)live/invocations"))
            .withRequestBody(
                equalToJson(
                    "{\"action\":\"status\",\"userId\":\"1\",\"actor\":{\"userId\":\"1\",\"admin\":false}}")));
  }

  @Test
  void aRefusalKeepsItsCodeAndSentence() {
    answers(
        200,
        "{\"ok\": false, \"error\": {\"code\": \"INVALID_STATE\", \"message\": \"Not now.\", \"retryable\": true}}");

    assertThatThrownBy(() -> lambda.perform(STATUS))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_STATE);
              assertThat(e.retryable()).isTrue();
            })
        .hasMessage("Not now.");
  }

  @Test
  void anUnknownCodeIsAnInternalError() {
    answers(200, "{\"ok\": false, \"error\": {\"code\": \"OF_TOMORROW\", \"message\": \"x\"}}");

    assertThatThrownBy(() -> lambda.perform(STATUS))
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL_ERROR));
  }

  @Test
  void aFunctionThatFailedIsNotInvokedAgain() {
    SERVER.stubFor(
        post(urlPathMatching(INVOKE))
            .willReturn(
                aResponse()
                    .withStatus(200)
                    .withHeader("X-Amz-Function-Error", "Unhandled")
                    .withBody("{}")));

    assertThatThrownBy(() -> lambda.perform(STATUS))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_FAILED));
    SERVER.verify(1, postRequestedFor(urlPathMatching(INVOKE)));
  }

  @Test
  void aCallWhoseAnswerIsLostIsNotMadeAgain() {
    answers(500, "");

    assertThatThrownBy(() -> lambda.perform(STATUS)).isInstanceOf(PlatformException.class);
    SERVER.verify(1, postRequestedFor(urlPathMatching(INVOKE)));
  }

  @Test
  void aTaskIsQueuedWithoutWaiting() {
    answers(202, "");

    lambda.queue("discord-bot", Json.object().put("kind", "watch"));

    SERVER.verify(
        1,
        postRequestedFor(urlPathMatching("/2015-03-31/functions/discord-bot/invocations"))
            .withHeader("X-Amz-Invocation-Type", equalTo("Event"))
            .withRequestBody(equalToJson("{\"work\":{\"kind\":\"watch\"}}")));
  }

  private static void answers(int status, String body) {
    SERVER.stubFor(
        post(urlPathMatching(INVOKE)).willReturn(aResponse().withStatus(status).withBody(body)));
  }
}
