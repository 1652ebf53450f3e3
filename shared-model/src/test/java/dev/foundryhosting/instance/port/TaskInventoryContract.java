/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.TaskDefinition;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.shutdown.orphan.TaskInventory;
import dev.foundryhosting.shutdown.orphan.TaskInventory.RunningTask;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link TaskInventory} does. */
public abstract class TaskInventoryContract {
  private static final UserId ANNA = new UserId("Anna_01");
  private static final UserId BEN = new UserId("184405311681986560");

  protected abstract Tasks tasks();

  protected abstract TaskInventory living();

  /** Ends a task. */
  protected abstract void letStop(String taskArn);

  @Test
  void withoutTasksTheListIsEmpty() {
    assertThat(living().list()).isEmpty();
  }

  @Test
  void aTaskIsListedFromItsStartOnWithItsUserItsTokenAndItsSize() {
    String one = run("token-1", ANNA);
    String other = run("token-2", BEN);

    assertThat(living().list())
        .containsExactlyInAnyOrder(
            new RunningTask(one, ANNA, "token-1", 1024, 2048),
            new RunningTask(other, BEN, "token-2", 1024, 2048));
  }

  @Test
  void aTaskThatIsToEndOrHasEndedIsNotListed() {
    String asked = run("token-1", ANNA);
    String ended = run("token-2", ANNA);
    tasks().stop(asked, "for a test");
    letStop(ended);

    assertThat(living().list()).isEmpty();
  }

  @Test
  void allAreListedAndObservedHoweverManyThereAre() {
    List<String> started = IntStream.range(0, 230).mapToObj(i -> run("token-" + i, ANNA)).toList();

    assertThat(living().list())
        .extracting(RunningTask::taskArn)
        .containsExactlyInAnyOrderElementsOf(started);
    assertThat(tasks().observeAll(started)).containsOnlyKeys(started);
  }

  @Test
  void whatIsObservedTogetherIsAsWhatIsObservedAlone() {
    String running = run("token-1", ANNA);
    String ended = run("token-2", ANNA);
    letStop(ended);
    String unknown = running.substring(0, running.length() - 32) + "f".repeat(32);

    assertThat(tasks().observeAll(List.of(running, unknown, ended, running)))
        .containsOnlyKeys(running, ended)
        .containsEntry(running, tasks().observe(running).orElseThrow())
        .containsEntry(ended, tasks().observe(ended).orElseThrow());
    assertThat(tasks().observeAll(List.of())).isEmpty();
  }

  protected final TaskDefinition definition() {
    return tasks()
        .ensureServerDefinition(TasksContract.server(BEN, "13"), TasksContract.license(BEN));
  }

  private String run(String token, UserId user) {
    TaskDefinition definition = definition();
    return tasks().run(definition.arn(), token, user).taskArn();
  }
}
