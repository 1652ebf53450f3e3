/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.TestClock;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.InParallel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** AWS takes connections and never answers; each call ends when its deadline does. */
class CallDeadlineTest {
  private static final Duration LIMIT = Duration.ofMillis(700);
  private static final Duration SLACK = Duration.ofMillis(900);

  private final TestClock clock = new TestClock(Instant.parse("2026-11-20T18:00:00Z"));

  /** Its queue takes connections, which are never served. */
  private final ServerSocket silent = silent();

  private final AwsClients clients =
      new AwsClients(
          new Environment(
              Map.of(
                  "AWS_REGION",
                  "eu-central-1",
                  "AWS_ENDPOINT_URL",
                  "http://127.0.0.1:" + silent.getLocalPort())));

  static Stream<Arguments> calls() {
    return Stream.of(
        call("DynamoDB", aws -> aws.dynamoDb().listTables()),
        call("ECS", aws -> aws.ecs().listClusters()),
        call("EFS", aws -> aws.efs().describeFileSystems()),
        call("load balancing", aws -> aws.loadBalancing().describeLoadBalancers()),
        call("Route 53", aws -> aws.route53().listHostedZones()),
        call("S3", aws -> aws.s3().listBuckets()),
        call("IAM", aws -> aws.iam().listUsers()),
        call("Secrets Manager", aws -> aws.secretsManager().listSecrets()),
        call("SQS", aws -> aws.sqs().listQueues()),
        call("EventBridge", aws -> aws.eventBridge().listRules(all -> {})),
        call("Lambda", aws -> aws.lambda().listFunctions()),
        call(
            "Lambda, waiting for its answer",
            aws -> aws.lambdaThatWaits(Duration.ofMinutes(1)).listFunctions()),
        call(
            "Lambda, within a limit",
            aws -> aws.lambdaWithin(Duration.ofMinutes(1)).listFunctions()));
  }

  private static Arguments call(String client, Consumer<AwsClients> call) {
    return Arguments.of(client, call);
  }

  @AfterEach
  void close() throws IOException {
    silent.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("calls")
  void aCallThatHangsFailsAtItsDeadline(String client, Consumer<AwsClients> call) {
    Instant begin = Instant.now();
    try (CallDeadline unused = CallDeadline.begin(Deadline.in(LIMIT, clock))) {
      assertFails(call);
    }

    assertThat(Duration.between(begin, Instant.now())).isBetween(LIMIT, LIMIT.plus(SLACK));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("calls")
  void aCallInAThreadThatWasStartedFailsAtTheSameDeadline(
      String client, Consumer<AwsClients> call) {
    Instant begin = Instant.now();
    try (CallDeadline unused = CallDeadline.begin(Deadline.in(LIMIT, clock))) {
      var both =
          InParallel.each(
              List.of(1, 2),
              2,
              number -> {
                assertFails(call);
                return number;
              });
      assertThat(both).hasSize(2);
    }

    assertThat(Duration.between(begin, Instant.now())).isLessThan(LIMIT.plus(SLACK));
  }

  @Test
  void aCallForWhichNoTimeIsLeftIsNotBegun() {
    try (CallDeadline unused = CallDeadline.begin(Deadline.in(Duration.ZERO, clock))) {
      assertThatThrownBy(() -> AwsCall.run("list them", () -> clients.ecs().listClusters()))
          .isInstanceOf(PlatformException.class)
          .hasMessage("Could not list them: there was no time left.");
    }
  }

  @Test
  void aLaterDeadlineWithinAnEarlierOneChangesNothing() {
    try (CallDeadline outer = CallDeadline.begin(Deadline.in(LIMIT, clock))) {
      try (CallDeadline inner = CallDeadline.begin(Deadline.in(Duration.ofHours(1), clock))) {
        assertThat(CallDeadline.left().orElseThrow()).isLessThanOrEqualTo(LIMIT);
      }
      assertThat(CallDeadline.left()).isPresent();
    }
    assertThat(CallDeadline.left()).isEmpty();
  }

  @Test
  void anEarlierDeadlineWithinALaterOneHoldsUntilItIsClosed() {
    try (CallDeadline outer = CallDeadline.begin(Deadline.in(Duration.ofHours(1), clock))) {
      try (CallDeadline inner = CallDeadline.begin(Deadline.in(LIMIT, clock))) {
        assertThat(CallDeadline.cut(Duration.ofMinutes(1))).isLessThanOrEqualTo(LIMIT);
      }
      assertThat(CallDeadline.cut(Duration.ofMinutes(1))).isEqualTo(Duration.ofMinutes(1));
    }
  }

  @Test
  void aThreadOfAnotherRequestHasNoDeadline() {
    CompletableFuture<Boolean> free = new CompletableFuture<>();
    Thread earlier =
        Thread.ofVirtual().unstarted(() -> free.complete(CallDeadline.left().isEmpty()));
    try (CallDeadline unused = CallDeadline.begin(Deadline.in(LIMIT, clock))) {
      earlier.start();
      assertThat(free.join()).isTrue();
    }
  }

  private void assertFails(Consumer<AwsClients> call) {
    assertThatThrownBy(() -> AwsCall.run("ask AWS", () -> call.accept(clients)))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_FAILED);
              assertThat(e.retryable()).isTrue();
            });
  }

  private static ServerSocket silent() {
    try {
      return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
