/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.event.DomainEvent.InstanceProgressed;
import dev.foundryhosting.event.DomainEvent.PhaseBegun;
import dev.foundryhosting.instance.Attention;
import dev.foundryhosting.instance.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the bus says of a server's progress: each change of what people see of it, once. */
class ProgressEventsTest {
  private final PlatformFixture world = new PlatformFixture();
  private final PlatformFixture.Worker worker = world.worker();

  @Test
  void eachPhaseOfALifeIsPublishedOnce() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    worker.start(ALICE);
    world.settleUntil(ALICE, Status.RUNNING);
    worker.stop(ALICE);
    world.settleUntil(ALICE, Status.STOPPED);
    worker.destroy(ALICE, false);
    world.settle();

    assertThat(progress())
        .containsExactly(
            "creating",
            "created",
            "starting requested",
            "starting pulling",
            "starting booting",
            "starting checking",
            "running ready",
            "stopping draining",
            "stopped stopped",
            "destroying stopped",
            "destroyed stopped");
    assertThat(world.notifications.published())
        .extracting(DomainEvent::eventId)
        .doesNotHaveDuplicates();
  }

  @Test
  void passesThatChangeNothingPublishNothing() {
    start();

    world.pass(Duration.ofMinutes(30), ALICE);

    assertThat(progress()).isEmpty();
  }

  @Test
  void whatTheUserHasToDoIsPublishedWhenItAppearsAndWhenItIsDone() {
    start();

    world.players.needs("alice", Attention.LICENSE_AGREEMENT);
    world.pass(Duration.ofMinutes(12), ALICE);
    assertThat(progress()).containsExactly("running ready licence-agreement");

    world.players.unreadable("alice");
    world.pass(Duration.ofMinutes(6), ALICE);
    assertThat(progress()).hasSize(1);

    world.players.play("alice", 1);
    world.pass(Duration.ofMinutes(6), ALICE);
    assertThat(progress()).containsExactly("running ready licence-agreement", "running ready");
  }

  @Test
  void whatHappenedWithoutTheBusIsPublishedLater() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    world.notifications.breakDown(true);
    world.notifications.clear();
    worker.start(ALICE);
    world.settleUntil(ALICE, Status.RUNNING);
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.RUNNING);

    world.notifications.breakDown(false);
    world.pass(Duration.ofMinutes(6), ALICE);

    assertThat(progress())
        .containsExactly(
            "starting requested",
            "starting pulling",
            "starting booting",
            "starting checking",
            "running ready");
  }

  private void start() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    worker.start(ALICE);
    world.settleUntil(ALICE, Status.RUNNING);
    worker.sweep();
    world.notifications.clear();
  }

  private List<String> progress() {
    return world.notifications.published().stream()
        .map(DomainEvent::detail)
        .filter(InstanceProgressed.class::isInstance)
        .map(InstanceProgressed.class::cast)
        .map(
            shown ->
                String.join(
                        " ",
                        shown.status(),
                        shown.progress().map(PhaseBegun::phase).orElse(""),
                        shown.attention().orElse(""))
                    .strip())
        .toList();
  }
}
