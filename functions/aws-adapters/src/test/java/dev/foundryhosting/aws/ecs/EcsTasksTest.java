/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.aws.EmulatedCloud;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.TaskDefinition;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.TaskObservation.State;
import dev.foundryhosting.instance.port.Tasks;
import dev.foundryhosting.instance.port.TasksContract;
import dev.foundryhosting.platform.ServerSettings;
import dev.foundryhosting.platform.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.BlockedException;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;
import software.amazon.awssdk.services.ecs.model.TaskField;
import software.amazon.awssdk.services.ecs.model.Volume;

class EcsTasksTest extends TasksContract {
  private static final String CLUSTER = "servers";

  private final EmulatedCloud cloud = EmulatedCloud.fresh();
  private final EcsClient ecs = cloud.clients().ecs();
  private final EmulatedCloud.Network network = cloud.network();
  private final EcsTasks tasks = new EcsTasks(cloud.clients(), settings());
  private final TaskDefinitions definitions = new TaskDefinitions(ecs);

  EcsTasksTest() {
    ecs.createCluster(cluster -> cluster.clusterName(CLUSTER));
    cloud.forgetCalls();
  }

  @Override
  protected Tasks tasks() {
    return tasks;
  }

  @Override
  protected void letRun(String taskArn, String privateIp) {
    cloud.moveTask(taskArn, Map.of("lastStatus", "RUNNING", "privateIp", privateIp));
  }

  @Override
  protected void letExit(String taskArn, int exitCode) {
    end(
        taskArn,
        "EssentialContainerExited",
        "Essential container in task exited",
        Map.of("name", "server", "exitCode", exitCode));
  }

  @Override
  protected void letStop(String taskArn, String reason) {
    end(taskArn, "UserInitiated", reason, Map.of("name", "server", "exitCode", 0));
  }

  private void end(String taskArn, String code, String reason, Map<String, Object> server) {
    cloud.moveTask(
        taskArn,
        Map.of(
            "lastStatus",
            "STOPPED",
            "stopCode",
            code,
            "stoppedReason",
            reason,
            "containers",
            List.of(Map.of("name", "prepare", "exitCode", 0), server)));
  }

  /** A server's task of the given image. */
  private static TaskSpec spec(String image) {
    return new TaskSpec(
        FAMILY,
        USER,
        1024,
        2048,
        "arn:aws:iam::123456789012:role/task",
        "arn:aws:iam::123456789012:role/execution",
        "/foundry-hosting/servers",
        "eu-central-1",
        "fs-0123456789abcdef0",
        Map.of("data", "fsap-0123456789abcdef0", "cache", "fsap-0123456789abcdef1"),
        List.of(prepare(), server(image)));
  }

  private static TaskSpec.Container prepare() {
    return new TaskSpec.Container(
        "prepare",
        "public.ecr.aws/docker/library/busybox:1.37",
        false,
        List.of("sh", "-c", "rm -f /data/Config/license.json"),
        Map.of("REGION", "eu-central-1"),
        Map.of(),
        Map.of("data", "/data"),
        Set.of(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        30);
  }

  private static TaskSpec.Container server(String image) {
    String secret =
        "arn:aws:secretsmanager:eu-central-1:123456789012:secret:foundry-hosting/x-AbCdEf";
    return new TaskSpec.Container(
        "server",
        image,
        true,
        List.of(),
        Map.of("FOUNDRY_PROXY_PORT", "443"),
        Map.of("FOUNDRY_ADMIN_KEY", new TaskSpec.SecretField(secret, "adminKey")),
        Map.of("data", "/data", "cache", "/cache"),
        Set.of("cache"),
        OptionalInt.of(30000),
        Optional.of("curl -fsS http://localhost:30000/api/status"),
        Optional.of("prepare"),
        120);
  }

  private String stoppedReason(String taskArn) {
    return ecs.describeTasks(each -> each.cluster(CLUSTER).tasks(taskArn))
        .tasks()
        .getFirst()
        .stoppedReason();
  }

  @Test
  void aReasonThatIsTooLongIsCut() {
    String arn = started().taskArn();
    tasks.stop(arn, "x".repeat(300));

    assertThat(stoppedReason(arn)).hasSize(255);
  }

  @Test
  void aReasonIsNotCutWithinACharacter() {
    String arn = started().taskArn();
    tasks.stop(arn, "x".repeat(254) + "🎲 and more");

    assertThat(tasks.observe(arn).orElseThrow().stopRequested()).isTrue();
    assertThat(stoppedReason(arn)).isEqualTo("x".repeat(254));
  }

  @Test
  void aRecordedDefinitionThatWasMadeFromTheSameTakesNoCall() {
    Instance instance = server(USER, "13");
    TaskDefinition recorded = tasks.ensureServerDefinition(instance, license(USER));
    cloud.forgetCalls();

    tasks.ensureServerDefinition(instance.with(instance.resources().with(recorded)), license(USER));

    assertThat(cloud.calls()).isEmpty();
  }

  @Test
  void aRegistrationWhoseAnswerWasLostLeavesOneActiveDefinition() {
    cloud.fail("ecs", "RegisterTaskDefinition", "lost-answer");
    TaskDefinition first = tasks.ensureServerDefinition(server(USER, "13"), license(USER));
    assertThat(activeDefinitions()).containsExactly(first.arn());

    cloud.fail("ecs", "RegisterTaskDefinition", "lost-answer");
    TaskDefinition next = tasks.ensureServerDefinition(server(USER, "12"), license(USER));
    assertThat(activeDefinitions()).containsExactly(next.arn());
  }

  private List<String> activeDefinitions() {
    return ecs.listTaskDefinitions(list -> list.status(TaskDefinitionStatus.ACTIVE))
        .taskDefinitionArns();
  }

  @Test
  void whatTheServersContainerSaysOfItsEndIsPartOfTheReason() {
    String outOfMemory = started().taskArn();
    end(
        outOfMemory,
        "EssentialContainerExited",
        "Essential container in task exited",
        Map.of("name", "server", "exitCode", 137, "reason", "OutOfMemoryError: killed"));
    assertThat(stopCause(outOfMemory).kind()).isEqualTo(StopCauseKind.OUT_OF_MEMORY);

    String unknown = tasks.run(started().definitionArn(), "another-token", USER).taskArn();
    end(
        unknown,
        "EssentialContainerExited",
        "Essential container in task exited",
        Map.of("name", "server", "exitCode", 1, "reason", "A port was taken"));
    assertThat(stopCause(unknown).why())
        .endsWith(": Essential container in task exited: A port was taken.");
  }

  @Test
  void aTaskThatRanAndExitedDidItsWorkThoughItsExitCodeIsMissing() {
    // The emulator always gives an exit code.
    TaskObservation task =
        ObservedTask.of(
            Task.builder()
                .taskArn("arn:task")
                .desiredStatus("STOPPED")
                .lastStatus("STOPPED")
                .startedAt(Instant.EPOCH)
                .stopCode("EssentialContainerExited")
                .stoppedReason("Essential container in task exited")
                .containers(Container.builder().name("wipe").build())
                .build());

    assertThat(task.finishedWork()).isTrue();
    assertThat(task.stopCause().map(StopCause::why))
        .contains("The server ended by itself: Essential container in task exited.");
  }

  private StopCause stopCause(String taskArn) {
    return tasks.observe(taskArn).flatMap(TaskObservation::stopCause).orElseThrow();
  }

  @Test
  void aDefinitionIsForFargateOnArmWithOneVcpu() {
    DescribeTaskDefinitionResponse made = described(definitions.ensure(spec("foundry:13")));

    assertThat(made.taskDefinition().family()).isEqualTo(FAMILY);
    assertThat(made.taskDefinition().requiresCompatibilitiesAsStrings()).containsExactly("FARGATE");
    assertThat(made.taskDefinition().networkModeAsString()).isEqualTo("awsvpc");
    assertThat(made.taskDefinition().runtimePlatform().cpuArchitectureAsString())
        .isEqualTo("ARM64");
    assertThat(made.taskDefinition().cpu()).isEqualTo("1024");
    assertThat(made.taskDefinition().memory()).isEqualTo("2048");
    assertThat(made.taskDefinition().taskRoleArn()).endsWith("role/task");
    assertThat(made.taskDefinition().executionRoleArn()).endsWith("role/execution");
    assertThat(byKey(made.tags()))
        .containsEntry(Tags.MANAGED, "true")
        .containsEntry(Tags.USER, USER.value())
        .containsEntry(Tags.FINGERPRINT, spec("foundry:13").fingerprint());
  }

  @Test
  void volumesAreMountedEncryptedThroughTheirAccessPoint() {
    DescribeTaskDefinitionResponse made = described(definitions.ensure(spec("foundry:13")));

    Map<String, Volume> volumes =
        made.taskDefinition().volumes().stream()
            .collect(Collectors.toMap(Volume::name, volume -> volume));
    assertThat(volumes).containsOnlyKeys("data", "cache");
    assertThat(volumes.get("data").efsVolumeConfiguration())
        .satisfies(
            efs -> {
              assertThat(efs.fileSystemId()).isEqualTo("fs-0123456789abcdef0");
              assertThat(efs.transitEncryptionAsString()).isEqualTo("ENABLED");
              assertThat(efs.authorizationConfig().accessPointId())
                  .isEqualTo("fsap-0123456789abcdef0");
              assertThat(efs.authorizationConfig().iamAsString()).isEqualTo("ENABLED");
            });
  }

  @Test
  void theServersContainerIsBuiltAsSpecified() {
    DescribeTaskDefinitionResponse made = described(definitions.ensure(spec("foundry:13")));

    ContainerDefinition server = container(made, "server");
    assertThat(server.image()).isEqualTo("foundry:13");
    assertThat(server.essential()).isTrue();
    assertThat(server.command()).isEmpty();
    assertThat(server.entryPoint()).isEmpty();
    assertThat(server.stopTimeout()).isEqualTo(120);
    assertThat(server.portMappings().getFirst().containerPort()).isEqualTo(30000);
    assertThat(server.portMappings().getFirst().protocolAsString()).isEqualTo("tcp");
    assertThat(server.healthCheck().command())
        .containsExactly("CMD-SHELL", "curl -fsS http://localhost:30000/api/status");
    assertThat(server.dependsOn().getFirst().containerName()).isEqualTo("prepare");
    assertThat(server.dependsOn().getFirst().conditionAsString()).isEqualTo("SUCCESS");
    assertThat(server.secrets().getFirst().name()).isEqualTo("FOUNDRY_ADMIN_KEY");
    assertThat(server.secrets().getFirst().valueFrom()).endsWith("x-AbCdEf:adminKey::");
    assertThat(server.environment().getFirst().name()).isEqualTo("FOUNDRY_PROXY_PORT");
    assertThat(server.mountPoints()).hasSize(2);
    assertThat(server.logConfiguration().logDriverAsString()).isEqualTo("awslogs");
    assertThat(server.logConfiguration().options())
        .containsEntry("awslogs-group", "/foundry-hosting/servers")
        .containsEntry("awslogs-region", "eu-central-1")
        .containsEntry("awslogs-stream-prefix", USER.value());
  }

  @Test
  void aCommandReplacesTheEntryPointOfTheImage() {
    DescribeTaskDefinitionResponse made = described(definitions.ensure(spec("foundry:13")));

    ContainerDefinition prepare = container(made, "prepare");
    assertThat(prepare.entryPoint()).containsExactly("sh");
    assertThat(prepare.command()).containsExactly("-c", "rm -f /data/Config/license.json");
    assertThat(prepare.essential()).isFalse();
  }

  @Test
  void aDefinitionThatStandsTakesTwoCallsAndOnlyOneIsActive() {
    definitions.ensure(spec("foundry:12"));
    definitions.ensure(spec("foundry:13"));
    cloud.forgetCalls();
    definitions.ensure(spec("foundry:13"));

    assertThat(cloud.calls()).containsExactly("ListTaskDefinitions", "DescribeTaskDefinition");
    assertThat(definitions(TaskDefinitionStatus.ACTIVE)).hasSize(1);
  }

  @Test
  void whatADeathBeforeDeregisteringLeftIsClearedWhenTheNewestIsRight() {
    definitions.ensure(spec("foundry:12"));
    ecs.registerTaskDefinition(TaskDefinitionRequest.of(spec("foundry:13")));
    definitions.ensure(spec("foundry:13"));

    assertThat(definitions(TaskDefinitionStatus.ACTIVE)).hasSize(1);
  }

  @Test
  void definitionsThatAreRemovedLeaveNothingBehindHoweverManyTheyWere() {
    IntStream.range(0, 12).forEach(n -> definitions.ensure(spec("foundry:" + n)));
    tasks.removeDefinitions(USER);

    assertThat(definitions(TaskDefinitionStatus.ACTIVE)).isEmpty();
    assertThat(definitions(TaskDefinitionStatus.INACTIVE)).isEmpty();
  }

  @Test
  void aFamilyOfTheOperatorsIsNeitherUsedNorRemoved() {
    String foreign =
        ecs.registerTaskDefinition(
                TaskDefinitionRequest.of(spec("web:1")).toBuilder()
                    .tags(Tag.builder().key("team").value("web").build())
                    .build())
            .taskDefinition()
            .taskDefinitionArn();

    assertThatThrownBy(() -> definitions.ensure(spec("foundry:13")))
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.retryable()).isFalse())
        .hasMessageContaining("not the platform's");
    tasks.removeDefinitions(USER);

    assertThat(activeDefinitions()).containsExactly(foreign);
  }

  @Test
  void aTaskRunsInOurNetworkAndCarriesUserAndRun() {
    String arn = tasks.run(definitions.ensure(spec("foundry:13")).arn(), TOKEN, USER).taskArn();

    Task task =
        ecs.describeTasks(each -> each.cluster(CLUSTER).tasks(arn).include(TaskField.TAGS))
            .tasks()
            .getFirst();
    assertThat(task.launchTypeAsString()).isEqualTo("FARGATE");
    assertThat(task.startedBy()).isEqualTo(TOKEN);
    assertThat(byKey(task.tags()))
        .containsEntry(Tags.MANAGED, "true")
        .containsEntry(Tags.USER, USER.value())
        .containsEntry(Tags.RUN, TOKEN);
    assertThat(
            task.attachments().getFirst().details().stream()
                .filter(detail -> detail.name().equals("subnetId"))
                .map(detail -> detail.value()))
        .isSubsetOf(network.subnetIds());
  }

  @Test
  void aLostAnswerStartsNoSecondTask() {
    String definition = definitions.ensure(spec("foundry:13")).arn();
    cloud.fail("ecs", "RunTask", "lost-answer");
    tasks.run(definition, TOKEN, USER);

    assertThat(ecs.listTasks(list -> list.cluster(CLUSTER)).taskArns()).hasSize(1);
  }

  @Test
  void healthAndBillingAreObserved() {
    String arn = tasks.run(definitions.ensure(spec("foundry:13")).arn(), TOKEN, USER).taskArn();
    cloud.moveTask(
        arn,
        Map.of(
            "lastStatus", "RUNNING",
            "healthStatus", "HEALTHY",
            "pullStartedAt", "2026-11-01T18:00:00Z"));

    assertThat(tasks.observe(arn).orElseThrow())
        .satisfies(
            task -> {
              assertThat(task.healthy()).isTrue();
              assertThat(task.pullStartedAt()).hasToString("Optional[2026-11-01T18:00:00Z]");
            });
  }

  @Test
  void anErrorOfAwsIsSaidInASentenceWithoutItsOwnWords() {
    EcsTasks elsewhere = new EcsTasks(cloud.clients(), settings("no-such-cluster"));

    assertThatThrownBy(() -> elsewhere.observe("arn:aws:ecs:eu-central-1:123456789012:task/x/y"))
        .isInstanceOf(PlatformException.class)
        .hasMessage("Could not look at the task: AWS answered ClusterNotFoundException.");
  }

  @Test
  void whereEcsHasNoPlaceTheReasonIsSaidAndAskingAgainLaterIsRight() {
    String definition = definitions.ensure(spec("foundry:13")).arn();
    EcsTasks full = new EcsTasks(cloud.clients(withoutCapacity()), settings());

    assertThatThrownBy(() -> full.run(definition, TOKEN, USER))
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.retryable()).isTrue())
        .hasMessageContaining("ECS has no place for it now (Capacity is unavailable");
  }

  @Test
  void anAccountThatAwsHasBlockedIsNamedAsTheReason() {
    String definition = definitions.ensure(spec("foundry:13")).arn();
    EcsTasks blocked = new EcsTasks(cloud.clients(blockedAccount()), settings());

    assertThatThrownBy(() -> blocked.run(definition, TOKEN, USER))
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.retryable()).isFalse())
        .hasMessageContaining("AWS has blocked the platform's account");
  }

  @ParameterizedTest
  @ValueSource(strings = {"THROTTLED", "AGENT", "SERVICE_UNAVAILABLE"})
  void aTaskThatEcsCannotDescribeNowIsAnErrorAndNotAbsent(String reason) {
    String arn = started().taskArn();
    EcsTasks troubled = new EcsTasks(cloud.clients(describing(reason)), settings());

    assertThatThrownBy(() -> troubled.observe(arn))
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.retryable()).isTrue())
        .hasMessage("Could not look at task %s: ECS answered %s.".formatted(arn, reason));
    assertThatThrownBy(() -> troubled.findServer(USER, TOKEN))
        .isInstanceOf(PlatformException.class);
    assertThat(troubled.observeAll(List.of(arn))).isEmpty();
  }

  @Test
  void aTaskThatEcsListsButDoesNotDescribeYetIsNotDeclaredAbsent() {
    String arn = started().taskArn();
    EcsTasks lagging = new EcsTasks(cloud.clients(describing("MISSING")), settings());

    assertThat(lagging.observe(arn)).isEmpty();
    assertThatThrownBy(() -> lagging.findServer(USER, TOKEN))
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.retryable()).isTrue());
  }

  /** ECS describes no task, for a reason. */
  private static ExecutionInterceptor describing(String reason) {
    return new ExecutionInterceptor() {
      @Override
      public SdkResponse modifyResponse(
          Context.ModifyResponse context, ExecutionAttributes attributes) {
        if (!(context.request() instanceof DescribeTasksRequest request)) {
          return context.response();
        }
        List<Failure> failures =
            request.tasks().stream()
                .map(arn -> Failure.builder().arn(arn).reason(reason).build())
                .toList();
        return DescribeTasksResponse.builder().failures(failures).build();
      }
    };
  }

  private static ExecutionInterceptor blockedAccount() {
    return new ExecutionInterceptor() {
      @Override
      public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        if (context.response() instanceof RunTaskResponse) {
          throw BlockedException.builder().message("Your account was blocked.").build();
        }
      }
    };
  }

  private static ExecutionInterceptor withoutCapacity() {
    return new ExecutionInterceptor() {
      @Override
      public SdkResponse modifyResponse(
          Context.ModifyResponse context, ExecutionAttributes attributes) {
        Failure failure = Failure.builder().reason("Capacity is unavailable at this time.").build();
        return context.response() instanceof RunTaskResponse
            ? RunTaskResponse.builder().failures(failure).build()
            : context.response();
      }
    };
  }

  @ParameterizedTest
  @CsvSource({
    "PROVISIONING, PREPARING",
    "PENDING, PREPARING",
    "ACTIVATING, PREPARING",
    "RUNNING, RUNNING",
    "DEACTIVATING, ENDING",
    "STOPPING, ENDING",
    "DEPROVISIONING, ENDING",
    "STOPPED, STOPPED",
    "DELETED, STOPPED",
    "SOMETHING_NEW, PREPARING",
  })
  void everyStateOfEcsIsUnderstood(String lastStatus, State expected) {
    assertThat(ObservedTask.state(lastStatus, false)).isEqualTo(expected);
  }

  private ServerSettings settings() {
    return settings(CLUSTER);
  }

  private ServerSettings settings(String cluster) {
    return network.servers(cluster);
  }

  private DescribeTaskDefinitionResponse described(TaskDefinition definition) {
    return ecs.describeTaskDefinition(
        each -> each.taskDefinition(definition.arn()).include(TaskDefinitionField.TAGS));
  }

  private List<String> definitions(TaskDefinitionStatus status) {
    return ecs.listTaskDefinitions(list -> list.familyPrefix(FAMILY).status(status))
        .taskDefinitionArns();
  }

  private static ContainerDefinition container(DescribeTaskDefinitionResponse made, String name) {
    return made.taskDefinition().containerDefinitions().stream()
        .filter(container -> container.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> byKey(List<Tag> tags) {
    return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value));
  }
}
