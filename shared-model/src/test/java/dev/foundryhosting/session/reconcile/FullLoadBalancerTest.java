/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.port.InMemoryRoutes;
import dev.foundryhosting.instance.reconcile.Invariants;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The load balancer takes two servers: the third is refused before a task is paid for. */
class FullLoadBalancerTest {
  private static final UserId CAROL = new UserId("300000000000000003");
  private static final String SENTENCE =
      "All places are taken: as many servers run as the platform's load balancer takes."
          + " Start yours when another server has stopped.";

  private final PlatformFixture world = new PlatformFixture(new InMemoryRoutes(2));
  private final PlatformFixture.Worker worker = world.worker();

  @BeforeEach
  void threeUsersHaveServersAndTwoRun() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    worker.create(PlatformFixture.owner(BOB, "bob"));
    worker.create(PlatformFixture.owner(CAROL, "carol"));
    for (UserId user : List.of(ALICE, BOB)) {
      worker.start(user);
      world.settleUntil(user, Status.RUNNING);
    }
  }

  @Test
  void theThirdStartIsRefusedWithASentenceAndItsLicenceIsFreeAtOnce() {
    assertThatThrownBy(() -> worker.start(CAROL))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_FAILED);
              assertThat(e.retryable()).isFalse();
              assertThat(e).hasMessage(SENTENCE);
            });

    assertThat(world.tasks.startedEver()).isEqualTo(2);
    assertThat(world.tasks.of(CAROL)).isEmpty();
    assertThat(world.instance(CAROL).status()).isEqualTo(Status.FAILED);
    assertThat(world.instance(CAROL).statusReason()).contains(SENTENCE);
    assertThat(world.instance(CAROL).run()).isEmpty();
    assertThat(world.instance(CAROL).reconcileStatus().nextCheckAt()).isEmpty();
    assertThat(license(CAROL).run()).isEmpty();
    assertThat(world.routes.of(CAROL)).isEmpty();
    assertThat(world.notifications.published())
        .extracting(event -> event.detail().getClass().getSimpleName())
        .doesNotContain("InstanceFailed");
    Invariants.assertHold(world);
    Invariants.assertSettled(world, CAROL);
  }

  @Test
  void aServerThatStopsMakesRoom() {
    assertThatThrownBy(() -> worker.start(CAROL)).hasMessage(SENTENCE);
    worker.stop(ALICE);
    world.settleUntil(ALICE, Status.STOPPED);

    worker.start(CAROL);

    assertThat(world.settleUntil(CAROL, Status.RUNNING).status()).isEqualTo(Status.RUNNING);
    assertThat(world.instance(CAROL).statusReason()).isEmpty();
  }

  @Test
  void aSessionSaysWhyItsServerDoesNotStartAndStartsItWhenThereIsRoom() {
    Instant eight = world.clock.instant().plus(Duration.ofHours(2));
    Session booked = worker.schedule(CAROL, eight, Duration.ofHours(3));
    passUntil(eight.minus(Duration.ofMinutes(2)));
    assertThat(session(booked).status()).isEqualTo(SessionStatus.PREPARING);
    assertThat(session(booked).reason()).contains(SENTENCE);
    assertThat(world.tasks.startedEver()).isEqualTo(2);

    worker.stop(ALICE);
    passUntil(eight.plus(Duration.ofMinutes(5)));

    assertThat(session(booked).status()).isEqualTo(SessionStatus.ACTIVE);
    assertThat(world.instance(CAROL).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void aSessionForWhichThereIsNeverRoomFailsWithTheReason() {
    Instant eight = world.clock.instant().plus(Duration.ofHours(2));
    Session booked = worker.schedule(CAROL, eight, Duration.ofHours(3));

    passUntil(eight.plus(Duration.ofMinutes(20)));

    assertThat(session(booked).status()).isEqualTo(SessionStatus.FAILED);
    assertThat(session(booked).reason().orElseThrow()).contains("All places are taken");
    assertThat(world.tasks.startedEver()).isEqualTo(2);
    assertThat(license(CAROL).run()).isEmpty();
    assertThat(
            world.notifications.published().stream()
                .filter(event -> event.userId().equals(Optional.of(CAROL)))
                .map(event -> event.detail().getClass().getSimpleName()))
        .doesNotContain("InstanceFailed")
        .contains("SessionFailed");
  }

  @Test
  void ofManyStartsAtOnceNoMoreThanTheLoadBalancerTakesRunATask() {
    worker.stop(ALICE);
    worker.stop(BOB);
    world.settle();
    List<UserId> users = IntStream.range(0, 8).mapToObj(n -> new UserId("u" + n)).toList();
    users.forEach(user -> worker.create(PlatformFixture.owner(user, "name-" + user)));

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      users.forEach(user -> threads.execute(() -> startsOrIsRefused(user)));
    }

    assertThat(world.tasks.live()).hasSize(2);
    assertThat(world.tasks.startedEver()).isEqualTo(4);
    assertThat(users.stream().filter(user -> license(user).run().isPresent())).hasSize(2);
    Invariants.assertHold(world);
  }

  private void startsOrIsRefused(UserId user) {
    try {
      world.worker().start(user);
    } catch (PlatformException refused) {
      assertThat(refused).hasMessage(SENTENCE);
    }
  }

  private void passUntil(Instant time) {
    while (world.clock.instant().isBefore(time)) {
      world.players.play("alice", 1);
      world.players.play("bob", 1);
      world.players.play("carol", 1);
      world.pass(Duration.ofMinutes(1), CAROL);
      worker.reconcile(ALICE);
    }
  }

  private Session session(Session booked) {
    return world.store.find(booked.sessionId()).orElseThrow();
  }

  private License license(UserId user) {
    Optional<License> license = world.store.find(LicenseId.ofOwner(user));
    return license.orElseThrow();
  }
}
