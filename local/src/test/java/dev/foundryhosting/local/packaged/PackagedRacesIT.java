/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.packaged;

import static dev.foundryhosting.local.packaged.PackagedPlatform.ask;
import static dev.foundryhosting.local.packaged.PackagedPlatform.data;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.local.MadeUpKey;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Several execution environments of one function, as Lambda has them when many ask at once. */
@EnabledOnOs(OS.LINUX)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackagedRacesIT {
  private static final int ENVIRONMENTS = 3;
  private static final int REQUESTS = 20;

  /** Long enough that what the machine itself needs, or a slow moment of it, does not count. */
  private static final int DELAY_MS = 400;

  private static final int SLACK_MS = 500;

  private final PackagedPlatform platform = new PackagedPlatform();
  private final ResourceNames names = new ResourceNames("localhost");
  private final List<LambdaRuntime> environments = new ArrayList<>();

  /**
   * How long a create took while each call took {@link #DELAY_MS}.
   *
   * @param boundMs what its calls take when its branches run at the same time
   * @param sumMs what they take one after the other
   */
  private record Timing(long tookMs, long boundMs, long sumMs) {
    boolean withinBound() {
      return tookMs < boundMs + SLACK_MS;
    }
  }

  @BeforeAll
  void boot() {
    for (int number = 0; number < ENVIRONMENTS; number++) {
      environments.add(platform.boot("instance-management"));
    }
  }

  @AfterEach
  void noMoreFaults() {
    platform.faults("[]");
  }

  @AfterAll
  void close() {
    platform.close();
  }

  @Test
  void twentyCreatesOfOneUserMakeOneOfEverything() throws Exception {
    var aws = platform.aws();
    int accessPoints = platform.accessPoints().size();
    int buckets = aws.s3().listBuckets().buckets().size();
    int users = aws.iam().listUsers(r -> r.pathPrefix("/foundry-hosting/")).users().size();

    List<ObjectNode> answers = together(number -> creation("racer", "racer"));

    assertThat(answers).filteredOn(answer -> answer.path("ok").asBoolean()).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> !answer.path("ok").asBoolean())
        .allSatisfy(
            answer ->
                assertThat(answer.at("/error/code").asText()).isEqualTo("INSTANCE_ALREADY_EXISTS"));
    assertThat(platform.accessPoints()).hasSize(accessPoints + 1);
    assertThat(aws.s3().listBuckets().buckets()).hasSize(buckets + 1);
    assertThat(aws.iam().listUsers(r -> r.pathPrefix("/foundry-hosting/")).users())
        .hasSize(users + 1);
    assertThat(
            aws.iam()
                .listAccessKeys(r -> r.userName(names.assetUser(new UserId("racer"))))
                .accessKeyMetadata())
        .hasSize(1);
  }

  @Test
  void twentyStartsOfOneServerRunOneTask() throws Exception {
    create("starter");
    int definitions = platform.definitions().size();

    List<ObjectNode> answers = together(number -> "{'action': 'start', 'userId': 'starter'}");

    assertThat(answers)
        .allSatisfy(
            answer -> assertThat(data(answer).path("status").asText()).isEqualTo("starting"));
    assertThat(platform.liveTasks("foundry-server-starter")).hasSize(1);
    assertThat(platform.definitions()).hasSize(definitions + 1);
  }

  @Test
  void twentyUsersWhoWantOneNameGetOneServer() throws Exception {
    List<ObjectNode> answers = together(number -> creation("user" + number, "Wanted"));

    assertThat(answers).filteredOn(answer -> answer.path("ok").asBoolean()).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> !answer.path("ok").asBoolean())
        .allSatisfy(
            answer -> assertThat(answer.at("/error/code").asText()).isEqualTo("SUBDOMAIN_TAKEN"));
  }

  @Test
  void aCreateTakesNoLongerThanItsLongestBranch() {
    create("warm");
    platform.faults(
        Stream.of("efs", "s3", "iam", "secretsmanager", "route53", "dynamodb")
            .map(
                service ->
                    "{'service': '%s', 'kind': 'delay', 'delayMs': %d, 'times': -1}"
                        .formatted(service, DELAY_MS))
            .collect(Collectors.joining(",", "[", "]")));

    // A busy machine slows down one create, and not three; calls in a row slow down each.
    Timing timing = timedCreate("timed1");
    for (int attempt = 2; attempt <= 3 && !timing.withinBound(); attempt++) {
      timing = timedCreate("timed" + attempt);
    }

    assertThat(timing).matches(Timing::withinBound, "is within its bound");
    assertThat(timing.tookMs()).isLessThan(timing.sumMs() * 3 / 4);
  }

  private Timing timedCreate(String user) {
    platform.forgetCalls();
    long begin = System.nanoTime();
    create(user);
    long tookMs = (System.nanoTime() - begin) / 1_000_000;

    Map<String, Long> calls =
        platform.calls().stream()
            .map(call -> call.substring(0, call.indexOf(':')))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    long sum = calls.values().stream().mapToLong(Long::longValue).sum() * DELAY_MS;
    long bound =
        DELAY_MS
            * (calls.get("dynamodb")
                + Math.max(calls.get("s3"), calls.get("iam") + calls.get("secretsmanager")));
    System.out.printf(
        "create: %d ms; all calls one after the other %d ms; bound %d ms; %s%n",
        tookMs, sum, bound, calls);
    return new Timing(tookMs, bound, sum);
  }

  @Test
  void aStatusAndAStartTakeFewCalls() {
    create("frugal");
    platform.forgetCalls();
    data(asked("status", "frugal"));
    assertThat(platform.calls()).hasSizeLessThanOrEqualTo(2);

    platform.forgetCalls();
    data(asked("start", "frugal"));
    // Beside the definition: two calls for the route, and two to look at the bucket's access key.
    assertThat(platform.calls()).hasSizeLessThanOrEqualTo(25);
  }

  @Test
  void aServiceThatThrottlesIsAskedAgain() {
    create("patient");
    platform.faults(
        "[{'service': 'ecs', 'operation': 'RunTask', 'kind': 'throttle', 'times': 2},"
            + " {'service': 'dynamodb', 'kind': 'throttle', 'times': 2}]");

    assertThat(data(asked("start", "patient")).path("status").asText()).isEqualTo("starting");
    data(asked("stop", "patient"));
  }

  @Test
  void whenAServiceStaysAwayTheAnswerSaysSoAndTheRecordStillSaysTheTruth() {
    create("unlucky");
    platform.faults("[{'service': 'ecs', 'kind': 'error', 'times': -1}]");

    ObjectNode answer = asked("start", "unlucky");
    platform.faults("[]");

    assertThat(answer.at("/error/code").asText()).isEqualTo("DEPENDENCY_FAILED");
    assertThat(answer.at("/error/retryable").asBoolean()).isTrue();
    JsonNode record = data(asked("status", "unlucky"));
    assertThat(record.path("status").asText()).isEqualTo("starting");
    assertThat(record.path("desired").asText()).isEqualTo("running");
  }

  private static String creation(String user, String name) {
    return ("{'action': 'create', 'userId': '%s', 'username': '%s', 'licenseType': 'byol',"
            + " 'licenseKey': '%s'}")
        .formatted(user, name, MadeUpKey.of(user));
  }

  private void create(String user) {
    data(ask(environments.getFirst(), creation(user, user)));
  }

  private ObjectNode asked(String action, String user) {
    return ask(environments.getFirst(), "{'action': '%s', 'userId': '%s'}".formatted(action, user));
  }

  /** Twenty requests at once, over all environments. */
  private List<ObjectNode> together(Function<Integer, String> request)
      throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newFixedThreadPool(REQUESTS)) {
      List<Future<ObjectNode>> answers = new ArrayList<>();
      for (int number = 0; number < REQUESTS; number++) {
        LambdaRuntime environment = environments.get(number % ENVIRONMENTS);
        String asked = request.apply(number);
        answers.add(threads.submit(() -> ask(environment, asked)));
      }
      List<ObjectNode> all = new ArrayList<>();
      for (Future<ObjectNode> answer : answers) {
        all.add(answer.get());
      }
      return all;
    }
  }
}
