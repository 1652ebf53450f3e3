/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.FormerWipe;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.Teardown;
import dev.foundryhosting.platform.UserId;
import java.util.Optional;

/** Teardowns in the middle of which an earlier version removed the files by a task. */
final class FormerWipes {
  private static final String TOKEN = "wipe-token";

  private FormerWipes() {}

  /** The server of a user stopped, and the task that removes its files was started. */
  static TaskObservation begun(PlatformFixture world, UserId user) {
    world.worker().stop(user);
    Instance stopped = world.settleUntil(user, Status.STOPPED);
    String definition = stopped.resources().definition().orElseThrow().arn();
    TaskObservation task = world.taskOfNoRun(definition, TOKEN, user);
    FormerWipe wipe = new FormerWipe(TOKEN, Optional.of(task), false);
    Instance destroying = stopped.destroying(false, false, Optional.empty(), world.clock.instant());
    Teardown teardown = destroying.teardown().orElseThrow();
    assertThat(world.store.save(destroying.with(teardown.with(Optional.of(wipe))))).isPresent();
    return task;
  }
}
