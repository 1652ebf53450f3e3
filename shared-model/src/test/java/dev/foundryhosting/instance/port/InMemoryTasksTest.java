/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.PlatformException;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class InMemoryTasksTest extends TasksContract {
  private final InMemoryTasks tasks = new InMemoryTasks(Clock.systemUTC());

  @Override
  protected Tasks tasks() {
    return tasks;
  }

  @Override
  protected void letRun(String taskArn, String privateIp) {
    tasks.runs(taskArn, privateIp);
  }

  @Override
  protected void letExit(String taskArn, int exitCode) {
    tasks.exits(taskArn, exitCode);
  }

  @Override
  protected void letStop(String taskArn, String reason) {
    tasks.stopped(taskArn);
  }

  @Test
  void whereThereIsNoPlaceNothingIsStartedUntilThereIsOneAgain() {
    String definition = tasks.ensureServerDefinition(server(USER, "13"), license(USER)).arn();
    tasks.failToPlace("Capacity is unavailable at this time");

    assertThatThrownBy(() -> tasks.run(definition, TOKEN, USER))
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.retryable()).isTrue());
    assertThat(tasks.all()).isEmpty();
    tasks.placeAgain();
    tasks.run(definition, TOKEN, USER);
    assertThat(tasks.live(USER)).hasSize(1);
  }

  @Test
  void aForgottenTaskIsUnknownAndItsTokenStartsAnother() {
    String definition = tasks.ensureServerDefinition(server(USER, "13"), license(USER)).arn();
    String arn = tasks.run(definition, TOKEN, USER).taskArn();
    tasks.stopped(arn);
    tasks.forget(arn);

    assertThat(tasks.observe(arn)).isEmpty();
    assertThat(tasks.run(definition, TOKEN, USER).taskArn()).isNotEqualTo(arn);
    assertThat(tasks.startedEver()).isEqualTo(2);
  }
}
