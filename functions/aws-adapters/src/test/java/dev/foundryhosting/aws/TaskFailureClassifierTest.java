/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.StopCause;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What ECS says, by the words of its own documentation, and what a user reads of it. */
class TaskFailureClassifierTest {
  @ParameterizedTest(name = "{0}, {1}, {2}: {3}")
  @CsvSource({
    "SpotInterruption, Your Spot Task was interrupted., , SPOT_INTERRUPTION, spare machine back",
    ", 'SpotInterruptionError: capacity was reclaimed', , SPOT_INTERRUPTION, spare machine back",
    "TerminationNotice, , , MACHINE_LOST, retired or lost the machine",
    "InfrastructureHealth, , , MACHINE_LOST, retired or lost the machine",
    "UserInitiated, Host EC2 (instance i-01) terminated., , MACHINE_LOST, retired or lost",
    "UserInitiated, Host EC2 (instance i-01) stopped/terminated., , MACHINE_LOST, retired or lost",
    "UserInitiated, 'ECS is performing maintenance on the underlying infrastructure', , MACHINE_LOST, retired",
    "UserInitiated, 'ECS is performing maintenance on the underlying infrastructure hosting the task.', 143, MACHINE_LOST, retired",
    "UserInitiated, 'performing maintenance tonight, back tomorrow', 143, STOPPED_OUTSIDE, 'in AWS: performing maintenance tonight, back tomorrow.'",
    "UserInitiated, 'we retire this host EC2 machine', 0, STOPPED_OUTSIDE, 'in AWS: we retire this'",
    "UserInitiated, 'it ran out of memory, spot interruption, health check', 137, STOPPED_OUTSIDE, 'in AWS: it ran'",
    "UserInitiated, , , STOPPED_OUTSIDE, 'stopped the server''s task in AWS.'",
    "EssentialContainerExited, 'OutOfMemoryError: Container killed due to memory usage', 137, OUT_OF_MEMORY, out of memory",
    "EssentialContainerExited, 'Essential container in task exited: OutOfMemoryError: killed', 137, OUT_OF_MEMORY, out of memory",
    "EssentialContainerExited, 'container killed: Out Of Memory', , OUT_OF_MEMORY, out of memory",
    "TaskFailedToStart, 'CannotPullContainerError: manifest unknown', , IMAGE_PULL, Is the version right?",
    "TaskFailedToStart, 'CannotPullContainerError: failed to resolve reference: docker.io/felddy/foundryvtt:99: not found', , IMAGE_PULL, Is the version right?",
    "TaskFailedToStart, 'CannotPullContainerError: 429 Too Many Requests', , IMAGE_PULL, limits how often",
    "TaskFailedToStart, 'CannotPullContainerError: toomanyrequests: You have reached your pull rate limit', , IMAGE_PULL, limits how often",
    "TaskFailedToStart, 'CannotPullContainerError: dial tcp 10.0.0.1:443: i/o timeout', , IMAGE_PULL, could not be reached",
    "TaskFailedToStart, 'CannotPullContainerError: connect: connection refused', , IMAGE_PULL, could not be reached",
    "TaskFailedToStart, 'CannotPullImageManifestError: 403', , IMAGE_PULL, refused it",
    "TaskFailedToStart, 'CannotPullContainerError: pull access denied, repository does not exist', , IMAGE_PULL, the login at the registry",
    "TaskFailedToStart, 'CannotPullContainerError: 1.dkr.ecr.eu-central-1.amazonaws.com/aws-guardduty-agent-fargate:v1: i/o timeout', , IMAGE_PULL, GuardDuty",
    "TaskFailedToStart, 'Unexpected EC2 error while attempting to create network interface: Your AWS account is currently blocked', , START_FAILED, AWS Support",
    "TaskFailedToStart, 'ResourceInitializationError: failed to mount', , INITIALIZATION, its files",
    "TaskFailedToStart, 'CannotCreateVolumeError: access point', , INITIALIZATION, its files",
    "TaskFailedToStart, 'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: The specified access point does not exist', , INITIALIZATION, could not reach its files",
    "TaskFailedToStart, 'ResourceInitializationError: unable to pull secrets or registry auth: secret not found', , INITIALIZATION, could not reach its files",
    "TaskFailedToStart, Timeout waiting for network interface provisioning to complete., , INITIALIZATION, its network",
    "TaskFailedToStart, Timeout waiting for EphemeralStorage provisioning to complete., , INITIALIZATION, its files",
    "TaskFailedToStart, 'CannotStartContainerError: no such file', , START_FAILED, could not start",
    "TaskFailedToStart, 'CannotCreateContainerError: conflict', , START_FAILED, could not start",
    "TaskFailedToStart, 'CannotInspectContainerError: gone', , START_FAILED, could not start",
    "TaskFailedToStart, 'ContainerRuntimeError: shim', , START_FAILED, could not start",
    "TaskFailedToStart, 'ContainerRuntimeTimeoutError: Could not transition to running', , START_FAILED, could not start",
    "TaskFailedToStart, 'DockerTimeoutError: Could not transition', , START_FAILED, could not start",
    "TaskFailedToStart, 'InternalError: unable to start', , START_FAILED, could not start",
    "TaskFailedToStart, Capacity is unavailable at this time., , START_FAILED, no machine free",
    "TaskFailedToStart, Something new., , START_FAILED, 'could not start it: Something new.'",
    "ServiceSchedulerInitiated, Task failed container health checks, , UNREADABLE, health checks",
    "ServiceSchedulerInitiated, Task failed ELB health checks in (elb x), , UNREADABLE, health checks",
    "ServiceSchedulerInitiated, Scaling activity initiated by (deployment x), , STOPPED_OUTSIDE, 'in AWS: Scaling activity'",
    "UserInitiated, Task stopped by user, , STOPPED_OUTSIDE, 'stopped the server''s task in AWS: Task stopped by user.'",
    "EssentialContainerExited, Essential container in task exited, , EXITED, ended by itself: Essential",
    "EssentialContainerExited, Essential container in task exited, 1, EXITED, ended by itself with exit code 1: Essential",
    "EssentialContainerExited, , 137, EXITED, 'killed (exit code 137), most likely for memory'",
    "SomethingNew, Gone., 3, EXITED, 'with exit code 3: Gone.'",
    "SomethingNew, Gone., , UNEXPECTED, 'ended by itself: Gone.'",
    "Forgotten, , , UNEXPECTED, ended by itself.",
    ", , , UNEXPECTED, ended by itself."
  })
  void anEndIsExplainedInASentenceThatItsUserUnderstands(
      String code, String reason, Integer exit, StopCauseKind kind, String words) {
    StopCause said =
        TaskFailureClassifier.of(
            TaskEnd.recorded(
                Optional.ofNullable(code), Optional.ofNullable(reason), optional(exit)));

    assertThat(said.kind()).isEqualTo(kind);
    assertThat(said.failure()).isTrue();
    assertThat(said.why()).contains(words).matches("(?s)[A-Z].*[.?]");
  }

  @ParameterizedTest(name = "{0}, exit code {1}: {2}")
  @CsvSource({
    "TaskFailedToStart, 1, START_FAILED, 'could not be prepared (container prepare, exit code 1). The operator'",
    "EssentialContainerExited, 137, START_FAILED, 'exit code 137). It was killed, most likely for memory'",
    "TaskFailedToStart, 0, START_FAILED, could not start it",
    "UserInitiated, 143, STOPPED_OUTSIDE, Somebody stopped",
  })
  void aFailedPreparationIsTheReason(String code, int exit, StopCauseKind kind, String words) {
    StopCause said =
        TaskFailureClassifier.of(
            new TaskEnd(
                Optional.of(code),
                Optional.of("Task failed to start"),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.of(exit)));

    assertThat(said.kind()).isEqualTo(kind);
    assertThat(said.why()).contains(words);
  }

  @ParameterizedTest(name = "exit code {0}, started {1}, {2}: {3}")
  @CsvSource({
    "0, true, EssentialContainerExited, 0",
    "1, true, EssentialContainerExited, 1",
    ", true, EssentialContainerExited, 0",
    ", true, , 0",
    ", true, SpotInterruption, ",
    ", true, Forgotten, ",
    ", false, EssentialContainerExited, ",
    ", false, TaskFailedToStart, ",
  })
  void aTaskThatRanAndEndedByItselfDidItsWorkThoughEcsLeavesTheExitCodeOut(
      Integer exit, boolean started, String code, Integer expected) {
    assertThat(
            TaskFailureClassifier.exitCode(
                optional(exit),
                Optional.of(Instant.EPOCH).filter(any -> started),
                Optional.ofNullable(code)))
        .isEqualTo(optional(expected));
  }

  private static OptionalInt optional(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  @ParameterizedTest
  @EnumSource(StopCauseKind.class)
  void aKindIsKnownByItsLabel(StopCauseKind kind) {
    assertThat(kind.label()).matches("[a-z]+(_[a-z]+)*");
    assertThat(StopCauseKind.of(kind.label())).contains(kind);
  }
}
