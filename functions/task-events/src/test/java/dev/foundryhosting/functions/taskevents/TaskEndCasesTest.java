/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.taskevents;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.lambda.RequestLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ends of tasks that public reports tell of ({@code cases/*.json}), from the event to the user. */
class TaskEndCasesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PlatformFixture world = new PlatformFixture();
  private TaskObservation task;

  @BeforeEach
  void start() {
    world.worker().create(PlatformFixture.owner(ALICE, "alice"));
    world.worker().start(ALICE);
    task = world.tasks.theOne(ALICE);
  }

  @Test
  void aPersonsStopStaysAStopWhateverItsWords() {
    world.settleUntil(ALICE, Status.RUNNING);
    world.players.play("alice", 2);
    world.worker().sweep();

    Instance ended = end(ends("stop-task-with-a-persons-words").getFirst());

    assertThat(ended.status()).isEqualTo(Status.FAILED);
    assertThat(ended.restarts()).isFalse();
    assertThat(ended.stopCause().orElseThrow().kind()).isEqualTo(StopCauseKind.STOPPED_OUTSIDE);
    assertThat(ended.statusReason().orElseThrow())
        .endsWith("in AWS: performing maintenance tonight, back tomorrow.");
    assertThat(world.tasks.startedEver()).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0}, end {1}")
  @CsvSource({
    "image-pull-is-not-the-version, 0, IMAGE_PULL, limits how often it may be fetched, version",
    "why-the-preparation-failed, 0, START_FAILED, 'files could not be prepared (container prepare, exit code 1)', AWS could not",
    "why-the-preparation-failed, 1, EXITED, 'the download, the login or the licence fails; the server''s log', prepared",
  })
  void aStartThatFailsSaysOfWhat(
      String name, int which, StopCauseKind kind, String words, String wrong) {
    Instance ended = end(ends(name).get(which));

    assertThat(ended.status()).isEqualTo(Status.FAILED);
    assertThat(ended.stopCause().orElseThrow().kind()).isEqualTo(kind);
    assertThat(ended.statusReason().orElseThrow()).contains(words).doesNotContain(wrong);
  }

  private static List<JsonNode> ends(String name) {
    try (InputStream in = TaskEndCasesTest.class.getResourceAsStream("/cases/" + name + ".json")) {
      return StreamSupport.stream(JSON.readTree(in).path("steps").spliterator(), false)
          .map(step -> step.path("task"))
          .filter(JsonNode::isObject)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The instance after the event of such an end, of a task that ECS does not show any more. */
  private Instance end(JsonNode described) {
    world.tasks.stopped(task.taskArn());
    world.tasks.hide(task.taskArn());
    ObjectNode event = JSON.createObjectNode();
    event.put("source", "aws.ecs").put("detail-type", "ECS Task State Change");
    ObjectNode detail = described.deepCopy();
    event.set(
        "detail",
        detail
            .put("taskArn", task.taskArn())
            .put("taskDefinitionArn", task.definitionArn())
            .put("group", "family:foundry-server-" + ALICE)
            .put("stoppedAt", world.clock.instant().toString()));
    try {
      new TaskEventsHandler(
              world.store,
              world.worker().reconciler,
              new RequestLog(line -> {}, world.clock),
              world.clock)
          .handleRequest(
              new ByteArrayInputStream(JSON.writeValueAsBytes(event)),
              new ByteArrayOutputStream(),
              null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return world.instance(ALICE);
  }
}
