/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.TaskSize;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoppedTaskTest {
  /** As in "Amazon ECS task state change events", for a task on Fargate. */
  private static final String DETAIL =
      """
      {
        "attachments": [{"id": "eni-1", "type": "eni", "status": "DELETED", "details": []}],
        "availabilityZone": "eu-central-1a",
        "clusterArn": "arn:aws:ecs:eu-central-1:123456789012:cluster/servers",
        "containers": [
          {"name": "prepare", "exitCode": 0, "lastStatus": "STOPPED"},
          {"name": "server", "exitCode": 137, "lastStatus": "STOPPED",
           "reason": "OutOfMemoryError: Container killed due to memory usage"}],
        "cpu": "1024",
        "createdAt": "2026-11-20T18:00:00.123Z",
        "desiredStatus": "STOPPED",
        "group": "family:foundry-server-1",
        "lastStatus": "STOPPED",
        "memory": "2048",
        "pullStartedAt": "2026-11-20T18:00:20.5Z",
        "pullStoppedAt": "2026-11-20T18:00:40.5Z",
        "startedAt": "2026-11-20T18:00:50.5Z",
        "stopCode": "EssentialContainerExited",
        "stoppedAt": "2026-11-20T19:30:00.75Z",
        "stoppedReason": "Essential container in task exited",
        "taskArn": "arn:aws:ecs:eu-central-1:123456789012:task/servers/0123",
        "taskDefinitionArn": "arn:aws:ecs:eu-central-1:123456789012:task-definition/x:1",
        "version": 7
      }
      """;

  @Test
  void anEventSaysAllThatALookWould() {
    TaskObservation ended = StoppedTask.in(detail()).orElseThrow();

    assertThat(ended.taskArn()).endsWith("task/servers/0123");
    assertThat(ended.definitionArn()).endsWith("x:1");
    assertThat(ended.state()).isEqualTo(TaskObservation.State.STOPPED);
    assertThat(ended.size()).contains(new TaskSize(1024, 2048));
    assertThat(ended.pullStartedAt()).contains(Instant.parse("2026-11-20T18:00:20.5Z"));
    assertThat(ended.startedAt()).contains(Instant.parse("2026-11-20T18:00:50.5Z"));
    assertThat(ended.stoppedAt()).contains(Instant.parse("2026-11-20T19:30:00.75Z"));
    assertThat(ended.exitCode()).hasValue(137);
    assertThat(ended.stopCause().map(StopCause::kind)).contains(StopCauseKind.OUT_OF_MEMORY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"taskArn", "taskDefinitionArn", "stoppedAt", "lastStatus"})
  void anEventWithoutWhatIsNeededSaysNothing(String field) {
    ObjectNode detail = detail();
    detail.remove(field);

    assertThat(StoppedTask.in(detail)).isEmpty();
    assertThat(StoppedTask.in(detail.put(field, "RUNNING")).isPresent())
        .isEqualTo(field.startsWith("task"));
  }

  @Test
  void aTaskThatNeverBeganHasNoTimesAndNoSize() {
    ObjectNode detail = detail();
    detail.remove(List.of("pullStartedAt", "startedAt", "cpu", "containers"));

    TaskObservation ended = StoppedTask.in(detail).orElseThrow();

    assertThat(ended.pullStartedAt()).isEmpty();
    assertThat(ended.startedAt()).isEmpty();
    assertThat(ended.size()).isEmpty();
    assertThat(ended.exitCode()).isEmpty();
  }

  private static ObjectNode detail() {
    try {
      return (ObjectNode) new ObjectMapper().readTree(DETAIL);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
