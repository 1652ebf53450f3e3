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
    "UserInitiated, 'ECS is performing maintenance on the underlying infrastructure', , MACHINE_LOST, retired",
    "EssentialContainerExited, 'OutOfMemoryError: Container killed due to memory usage', 137, OUT_OF_MEMORY, out of memory",
    "EssentialContainerExited, 'Essential container in task exited: OutOfMemoryError: killed', 137, OUT_OF_MEMORY, out of memory",
    "EssentialContainerExited, 'container killed: Out Of Memory', , OUT_OF_MEMORY, out of memory",
    "TaskFailedToStart, 'CannotPullContainerError: manifest unknown', , IMAGE_PULL, could not be fetched",
    "TaskFailedToStart, 'CannotPullImageManifestError: 403', , IMAGE_PULL, could not be fetched",
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
    "TaskFailedToStart, Capacity is unavailable at this time., , START_FAILED, could not start",
    "TaskFailedToStart, Something new., , START_FAILED, 'could not start it: Something new.'",
    "ServiceSchedulerInitiated, Task failed container health checks, , UNREADABLE, health checks",
    "ServiceSchedulerInitiated, Task failed ELB health checks in (elb x), , UNREADABLE, health checks",
    "ServiceSchedulerInitiated, Scaling activity initiated by (deployment x), , STOPPED_OUTSIDE, 'in AWS: Scaling activity'",
    "UserInitiated, Task stopped by user, , STOPPED_OUTSIDE, 'stopped the server''s task in AWS: Task stopped by user.'",
    "EssentialContainerExited, Essential container in task exited, , EXITED, ended by itself: Essential",
    "EssentialContainerExited, Essential container in task exited, 1, EXITED, ended by itself with exit code 1: Essential",
    "EssentialContainerExited, , 137, EXITED, with exit code 137.",
    "SomethingNew, Gone., 3, EXITED, 'with exit code 3: Gone.'",
    "SomethingNew, Gone., , UNEXPECTED, 'ended by itself: Gone.'",
    "Forgotten, , , UNEXPECTED, ended by itself.",
    ", , , UNEXPECTED, ended by itself."
  })
  void anEndIsExplainedInASentenceThatItsUserUnderstands(
      String code, String reason, Integer exit, StopCauseKind kind, String words) {
    StopCause said =
        TaskFailureClassifier.of(
            Optional.ofNullable(code), Optional.ofNullable(reason), optional(exit));

    assertThat(said.kind()).isEqualTo(kind);
    assertThat(said.failure()).isTrue();
    assertThat(said.why()).contains(words).matches("(?s)[A-Z].*[.?]");
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
