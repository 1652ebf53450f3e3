/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.taskevents;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.PortCalls;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.lambda.RequestLog;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.RunEntry;
import dev.foundryhosting.usage.UsageMonth;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskEventsHandlerTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PlatformFixture world = new PlatformFixture();
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  @Test
  void aTaskThatRunsMovesItsServerOn() {
    TaskObservation task = started(ALICE, "alice");
    world.tasks.runs(task.taskArn(), "10.0.0.7");
    world.tasks.becomesHealthy(task.taskArn(), true);

    assertThat(handle(changed(task.taskArn(), "family:foundry-server-" + ALICE)))
        .isEqualTo("{\"reconciled\":1}");

    world.routes.becomesHealthy("10.0.0.7");
    handle(batch(message("m1", ALICE)));
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void theSameEventTwiceOrLateChangesNothing() {
    TaskObservation task = started(ALICE, "alice");
    String event = changed(task.taskArn(), "family:foundry-server-" + ALICE);
    handle(event);
    world.settleUntil(ALICE, Status.RUNNING);

    handle(event);
    handle(event);

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.RUNNING);
    assertThat(world.tasks.startedEver()).isEqualTo(1);
  }

  @Test
  void aTaskWithoutItsFamilyIsFoundByItsRecord() {
    TaskObservation task = started(ALICE, "alice");
    world.tasks.stopped(task.taskArn());

    handle(changed(task.taskArn(), ""));

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.FAILED);
  }

  @Test
  void anEndThatEcsDoesNotShowYetIsTakenFromItsEvent() {
    TaskObservation task = started(ALICE, "alice");
    world.settleUntil(ALICE, Status.RUNNING);
    world.worker().stop(ALICE);
    world.clock.advance(Duration.ofSeconds(30));
    Instant end = world.clock.instant();
    world.tasks.stopped(task.taskArn());
    world.tasks.hide(task.taskArn());
    world.clock.advance(Duration.ofSeconds(20));

    handle(ended(task, end));

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.STOPPED);
    UsageMonth month = UsageMonth.of(end);
    assertThat(world.ledger.month(ALICE, month).entries())
        .singleElement()
        .isInstanceOfSatisfying(RunEntry.class, entry -> assertThat(entry.until()).isEqualTo(end));
  }

  @Test
  void aTaskOfOthersIsIgnored() {
    for (String event :
        List.of(
            changed("arn:aws:ecs:eu-central-1:1:task/x/1", "service:web"),
            changed("arn:aws:ecs:eu-central-1:1:task/x/1", "family:foundry-proxy-1"),
            "{}",
            "{\"Records\": []}",
            "{\"source\": \"aws.ec2\"}")) {
      assertThat(handle(event)).doesNotContain("itemIdentifier");
    }
    assertThat(world.store.allInstances()).isEmpty();
  }

  @Test
  void wakeUpsOfManyUsersAreHandledAtOnceAndDuplicatesDoNoHarm() {
    started(ALICE, "alice");
    started(BOB, "bob");
    world.cloudMoves();
    world.cloudMoves();

    String answer =
        handle(
            batch(message("1", ALICE), message("2", BOB), message("3", ALICE), message("4", BOB)));

    assertThat(answer).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(world.tasks.startedEver()).isEqualTo(2);
    assertThat(log).hasSize(4).allMatch(line -> line.contains("\"wake-up\""));
  }

  @Test
  void onlyTheMessagesThatFailedComeAgain() {
    started(ALICE, "alice");

    String answer =
        handle(
            batch(
                message("good", ALICE),
                "{\"messageId\": \"noJson\", \"body\": \"hello\"}",
                "{\"messageId\": \"noUser\", \"body\": \"{}\"}",
                "{\"messageId\": \"badUser\", \"body\": \"{\\\"userId\\\": \\\"a b\\\"}\"}",
                "{\"messageId\": \"noBody\"}",
                message("stranger", new UserId("nobody"))));

    assertThat(answer)
        .isEqualTo(
            "{\"batchItemFailures\":[{\"itemIdentifier\":\"noJson\"},{\"itemIdentifier\":\"noUser\"},"
                + "{\"itemIdentifier\":\"badUser\"},{\"itemIdentifier\":\"noBody\"}]}");
  }

  @Test
  void oneMessageThatIsFarTooLongFailsAloneAndNotItsWholeBatch() {
    started(ALICE, "alice");
    String tooLong =
        JSON.createObjectNode()
            .put("messageId", "tooLong")
            .put("body", "x".repeat(1024 * 1024))
            .toString();

    assertThat(handle(batch(message("good", ALICE), tooLong)))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"tooLong\"}]}");
  }

  @Test
  void withoutARecordTheEventFailsAndTheMessageComesAgain() {
    TaskObservation task = started(ALICE, "alice");
    TaskEventsHandler broken =
        handler(
            failing(
                "Instances.find",
                PlatformException.dependency("Could not read the record.", true)));

    assertThatThrownBy(
            () -> handle(broken, changed(task.taskArn(), "family:foundry-server-" + ALICE)))
        .isInstanceOf(PlatformException.class);
    assertThat(handle(broken, batch(message("m", ALICE)))).contains("\"m\"");
  }

  @Test
  void aFailureInAPassIsOnRecordAndNoFailureOfTheEvent() {
    TaskObservation task = started(ALICE, "alice");
    TaskEventsHandler broken =
        handler(failing("Tasks.observe", PlatformException.dependency("Could not ask ECS.", true)));

    handle(broken, changed(task.taskArn(), "family:foundry-server-" + ALICE));

    assertThat(world.instance(ALICE).reconcileStatus().lastError()).contains("Could not ask ECS.");
    assertThat(world.instance(ALICE).reconcileStatus().nextCheckAt()).isPresent();
  }

  private TaskObservation started(UserId user, String name) {
    world.worker().create(PlatformFixture.owner(user, name));
    world.worker().start(user);
    return world.tasks.theOne(user);
  }

  private String handle(String event) {
    return handle(handler(PortCalls.undisturbed()), event);
  }

  private static String handle(TaskEventsHandler handler, String event) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      handler.handleRequest(new ByteArrayInputStream(event.getBytes(UTF_8)), answer, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answer.toString(UTF_8);
  }

  private TaskEventsHandler handler(PortCalls calls) {
    return new TaskEventsHandler(
        calls.on(Instances.class, world.store),
        world.worker(calls).reconciler,
        new RequestLog(log::add, world.clock),
        world.clock);
  }

  private static PortCalls failing(String where, RuntimeException failure) {
    return new PortCalls() {
      @Override
      public void before(String call) {
        if (call.equals(where)) {
          throw failure;
        }
      }

      @Override
      public void after(String call) {}
    };
  }

  private static String changed(String taskArn, String group) {
    ObjectNode event = JSON.createObjectNode();
    event.put("source", "aws.ecs").put("detail-type", "ECS Task State Change");
    event.putObject("detail").put("taskArn", taskArn).put("group", group);
    return event.toString();
  }

  private static String ended(TaskObservation task, Instant end) {
    ObjectNode event = JSON.createObjectNode();
    event.put("source", "aws.ecs").put("detail-type", "ECS Task State Change");
    event
        .putObject("detail")
        .put("taskArn", task.taskArn())
        .put("taskDefinitionArn", task.definitionArn())
        .put("group", "family:foundry-server-" + ALICE)
        .put("lastStatus", "STOPPED")
        .put("stopCode", "UserInitiated")
        .put("pullStartedAt", end.minusSeconds(100).toString())
        .put("stoppedAt", end.toString());
    return event.toString();
  }

  private static String message(String id, UserId user) {
    return JSON.createObjectNode()
        .put("messageId", id)
        .put("eventSource", "aws:sqs")
        .put("body", "{\"userId\":\"" + user + "\"}")
        .toString();
  }

  private static String batch(String... messages) {
    return "{\"Records\": [" + String.join(",", messages) + "]}";
  }
}
