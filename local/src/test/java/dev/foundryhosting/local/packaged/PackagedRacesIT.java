package dev.foundryhosting.local.packaged;

import static dev.foundryhosting.local.packaged.PackagedPlatform.ask;
import static dev.foundryhosting.local.packaged.PackagedPlatform.data;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Several execution environments of one function, as Lambda has them when many ask at once. */
@EnabledOnOs(OS.LINUX)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PackagedRacesIT {
  private static final int ENVIRONMENTS = 3;
  private static final int REQUESTS = 20;
  private static final String CREATE =
      "{'action': 'create', 'userId': '%1$s', 'username': '%2$s', 'licenseType': 'byol',"
          + " 'licenseKey': 'ABCD-EFGH'}";

  private final PackagedPlatform platform = new PackagedPlatform();
  private final ResourceNames names = new ResourceNames("localhost");
  private final List<LambdaRuntime> environments = new ArrayList<>();

  @BeforeAll
  void boot() {
    for (int number = 0; number < ENVIRONMENTS; number++) {
      environments.add(platform.boot("instance-management"));
    }
  }

  @AfterAll
  void close() {
    platform.close();
  }

  @Test
  @Order(1)
  void twentyCreatesOfOneUserMakeOneOfEverything() throws Exception {
    List<ObjectNode> answers = together(number -> CREATE.formatted("racer", "racer"));

    assertThat(answers).filteredOn(answer -> answer.path("ok").asBoolean()).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> !answer.path("ok").asBoolean())
        .allSatisfy(
            answer ->
                assertThat(answer.at("/error/code").asText()).isEqualTo("INSTANCE_ALREADY_EXISTS"));
    var aws = platform.aws();
    // One is the shared cache's.
    assertThat(aws.efs().describeAccessPoints(r -> r.maxResults(100)).accessPoints()).hasSize(2);
    assertThat(aws.s3().listBuckets().buckets()).hasSize(1);
    assertThat(aws.iam().listUsers(r -> r.pathPrefix("/foundry-hosting/")).users()).hasSize(1);
    assertThat(
            aws.iam()
                .listAccessKeys(r -> r.userName(names.assetUser(new UserId("racer"))))
                .accessKeyMetadata())
        .hasSize(1);
  }

  @Test
  @Order(2)
  void twentyStartsOfOneServerRunOneTask() throws Exception {
    List<ObjectNode> answers = together(number -> "{'action': 'start', 'userId': 'racer'}");

    assertThat(answers)
        .allSatisfy(
            answer -> assertThat(data(answer).path("status").asText()).isEqualTo("starting"));
    assertThat(platform.liveTasks("foundry-server-racer")).hasSize(1);
    assertThat(
            platform.aws().ecs().listTaskDefinitions(r -> r.status("ACTIVE")).taskDefinitionArns())
        .hasSize(1);
  }

  @Test
  @Order(3)
  void twentyUsersWhoWantOneNameGetOneServer() throws Exception {
    List<ObjectNode> answers = together(number -> CREATE.formatted("user" + number, "Wanted"));

    assertThat(answers).filteredOn(answer -> answer.path("ok").asBoolean()).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> !answer.path("ok").asBoolean())
        .allSatisfy(
            answer -> assertThat(answer.at("/error/code").asText()).isEqualTo("SUBDOMAIN_TAKEN"));
  }

  @Test
  @Order(4)
  void aCreateTakesNoLongerThanItsLongestBranch() {
    var unused = ask(environments.getFirst(), CREATE.formatted("warm", "warm"));
    // Long enough that what the machine itself needs, or a slow moment of it, does not count.
    int delay = 400;
    platform.faults(
        List.of("efs", "s3", "iam", "secretsmanager", "route53", "dynamodb").stream()
            .map(
                service ->
                    "{'service': '%s', 'kind': 'delay', 'delayMs': %d, 'times': -1}"
                        .formatted(service, delay))
            .collect(Collectors.joining(",", "[", "]")));
    platform.forgetCalls();
    long begin = System.nanoTime();
    data(ask(environments.getFirst(), CREATE.formatted("timed", "timed")));
    long tookMs = (System.nanoTime() - begin) / 1_000_000;
    platform.faults("[]");

    Map<String, Long> calls =
        platform.calls().stream()
            .map(call -> call.substring(0, call.indexOf(':')))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    long sum = calls.values().stream().mapToLong(Long::longValue).sum() * delay;
    long bound =
        delay
            * (calls.get("dynamodb")
                + Math.max(calls.get("s3"), calls.get("iam") + calls.get("secretsmanager")));
    System.out.printf(
        "create: %d ms; all calls one after the other %d ms; bound %d ms; %s%n",
        tookMs, sum, bound, calls);
    assertThat(tookMs).isLessThan(bound + 500);
    assertThat(tookMs).isLessThan(sum * 3 / 4);
  }

  @Test
  @Order(5)
  void aStatusAndAStartTakeFewCalls() {
    LambdaRuntime management = environments.getFirst();
    platform.forgetCalls();
    data(ask(management, "{'action': 'status', 'userId': 'timed'}"));
    assertThat(platform.calls()).hasSizeLessThanOrEqualTo(2);

    platform.forgetCalls();
    data(ask(management, "{'action': 'start', 'userId': 'timed'}"));
    assertThat(platform.calls()).hasSizeLessThanOrEqualTo(12);
  }

  @Test
  @Order(6)
  void aServiceThatThrottlesIsAskedAgain() {
    platform.faults(
        "[{'service': 'ecs', 'operation': 'RunTask', 'kind': 'throttle', 'times': 2},"
            + " {'service': 'dynamodb', 'kind': 'throttle', 'times': 2}]");

    assertThat(
            data(ask(environments.getFirst(), "{'action': 'start', 'userId': 'warm'}"))
                .path("status")
                .asText())
        .isEqualTo("starting");
  }

  @Test
  @Order(7)
  void whenAServiceStaysAwayTheAnswerSaysSoAndTheRecordStillSaysTheTruth() {
    data(ask(environments.getFirst(), "{'action': 'stop', 'userId': 'warm'}"));
    data(ask(environments.getFirst(), CREATE.formatted("unlucky", "unlucky")));
    platform.faults("[{'service': 'ecs', 'kind': 'error', 'times': -1}]");

    ObjectNode answer = ask(environments.getFirst(), "{'action': 'start', 'userId': 'unlucky'}");
    platform.faults("[]");

    assertThat(answer.at("/error/code").asText()).isEqualTo("DEPENDENCY_FAILED");
    assertThat(answer.at("/error/retryable").asBoolean()).isTrue();
    JsonNode record =
        data(ask(environments.getFirst(), "{'action': 'status', 'userId': 'unlucky'}"));
    assertThat(record.path("status").asText()).isEqualTo("starting");
    assertThat(record.path("desired").asText()).isEqualTo("running");
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
