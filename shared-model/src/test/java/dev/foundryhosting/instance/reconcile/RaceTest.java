/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many functions at once on one platform, each on a thread of its own, again and again. */
class RaceTest {
  private static final int TIMES = Integer.getInteger("races", 200);
  private static final int CROWD = 20;

  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** What somebody got: an instance, or a refusal. */
  private record Answer(Optional<Instance> instance, Optional<PlatformException> refusal) {
    Optional<ErrorCode> code() {
      return refusal.map(PlatformException::code);
    }
  }

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void ofTwentyCreationsOfOneUserOneIsDone() {
    often(
        world -> {
          List<Answer> answers =
              atOnce(world, crowd(worker -> worker.create(PlatformFixture.owner(ALICE, "alice"))));

          assertThat(answers).filteredOn(answer -> answer.instance().isPresent()).hasSize(1);
          assertThat(answers)
              .filteredOn(answer -> answer.refusal().isPresent())
              .extracting(answer -> answer.code().orElseThrow())
              .containsOnly(ErrorCode.INSTANCE_ALREADY_EXISTS);
          assertThat(world.accessPoints.madeEver()).isEqualTo(1);
          assertThat(world.assetUsers.keysMadeEver()).isEqualTo(1);
          assertThat(world.store.allLicenses()).hasSize(1);
          assertThat(world.instance(ALICE).status()).isEqualTo(Status.CREATED);
          Consistency.assertHolds(world, ALICE);
        });
  }

  @Test
  void ofTwoUsersWhoWantOneNameOneGetsIt() {
    often(
        world -> {
          List<Answer> answers =
              atOnce(
                  world,
                  List.of(
                      worker -> worker.create(PlatformFixture.owner(ALICE, "dragon")),
                      worker -> worker.create(PlatformFixture.pooled(BOB, "Dragon"))));

          assertThat(answers).filteredOn(answer -> answer.instance().isPresent()).hasSize(1);
          assertThat(answers)
              .filteredOn(answer -> answer.refusal().isPresent())
              .extracting(answer -> answer.code().orElseThrow())
              .containsExactly(ErrorCode.SUBDOMAIN_TAKEN);
          UserId winner = world.store.allSubdomains().get(new Subdomain("dragon"));
          assertThat(world.store.allInstances()).extracting(Instance::userId).containsOnly(winner);
          assertThat(world.secrets.all()).containsOnlyKeys(winner);
        });
  }

  @Test
  void ofTwentyStartsOneRunsATaskAndAllAreToldThatItStarts() {
    often(
        world -> {
          create(world);
          List<Answer> answers = atOnce(world, crowd(worker -> worker.start(ALICE)));

          assertThat(answers)
              .allSatisfy(
                  answer -> {
                    answer
                        .instance()
                        .ifPresent(i -> assertThat(i.status()).isEqualTo(Status.STARTING));
                    answer.refusal().ifPresent(e -> assertThat(e.retryable()).isTrue());
                  });
          assertThat(answers).anyMatch(answer -> answer.instance().isPresent());
          world.settle();
          assertThat(world.tasks.startedEver()).isEqualTo(1);
          assertThat(world.instance(ALICE).status()).isEqualTo(Status.RUNNING);
          Consistency.assertHolds(world, ALICE);
        });
  }

  @Test
  void aStopWhileAStartIsUnderWayEndsInOneOfTheTwo() {
    often(
        world -> {
          create(world);
          atOnce(world, List.of(worker -> worker.start(ALICE), worker -> worker.stop(ALICE)));
          world.settle();

          assertThat(world.instance(ALICE).status())
              .isIn(Status.CREATED, Status.STOPPED, Status.RUNNING);
          assertThat(world.tasks.startedEver()).isLessThanOrEqualTo(1);
          Consistency.assertHolds(world, ALICE);
        });
  }

  @Test
  void aStopInTheMiddleOfAStartIsObeyed() {
    often(
        world -> {
          create(world);
          world.worker().start(ALICE);
          List<Answer> answers =
              atOnce(
                  world,
                  List.of(
                      worker -> worker.stop(ALICE),
                      RaceTest::reconcile,
                      RaceTest::reconcile,
                      worker -> worker.stop(ALICE)));
          assertThat(answers).allMatch(answer -> answer.refusal().isEmpty());
          world.settle();

          assertThat(world.instance(ALICE).status()).isEqualTo(Status.STOPPED);
          Consistency.assertHolds(world, ALICE);
        });
  }

  @Test
  void aDestroyWhileAStartIsUnderWayLeavesNothing() {
    often(
        world -> {
          create(world);
          List<Answer> answers =
              atOnce(
                  world,
                  List.of(
                      worker -> worker.start(ALICE),
                      worker -> worker.destroy(ALICE, false),
                      worker -> worker.destroy(ALICE, false)));
          assertThat(answers.get(1).instance().or(() -> answers.get(2).instance())).isPresent();
          world.settle();

          assertThat(world.store.find(ALICE).filter(i -> !i.gone())).isEmpty();
          ResidueCheck.assertNone(world, ALICE);
          assertThat(world.store.allLicenses()).isEmpty();
        });
  }

  @Test
  void aStartWhileTheLastRunEndsIsRefusedForNowOrBeginsANewOne() {
    often(
        world -> {
          create(world);
          world.worker().start(ALICE);
          world.settleUntil(ALICE, Status.RUNNING);
          world.worker().stop(ALICE);
          world.tasks.stopAll();
          List<Answer> answers =
              atOnce(
                  world,
                  List.of(worker -> worker.start(ALICE), RaceTest::reconcile, RaceTest::reconcile));
          answers.getFirst().refusal().ifPresent(e -> assertThat(e.retryable()).isTrue());
          world.settle();

          boolean started = answers.getFirst().instance().isPresent();
          assertThat(world.instance(ALICE).status())
              .isEqualTo(started ? Status.RUNNING : Status.STOPPED);
          assertThat(world.tasks.startedEver()).isEqualTo(started ? 2 : 1);
          Consistency.assertHolds(world, ALICE);
        });
  }

  @Test
  void aDeletionAndACreationAtTheSameTimeLeaveAllOrNothing() {
    often(
        world -> {
          create(world);
          world.worker().destroy(ALICE, false);
          atOnce(
              world,
              List.of(
                  worker -> worker.deleteUser(ALICE),
                  worker -> worker.create(PlatformFixture.owner(ALICE, "alice"))));
          world.settle();

          Consistency.assertHolds(world, ALICE);
          if (world.store.find(ALICE).isEmpty()) {
            ResidueCheck.assertNone(world, ALICE);
          }
        });
  }

  @Test
  void eventsTwiceAndInAnyOrderWithSweepsBetweenThemDoEverythingOnce() {
    often(
        world -> {
          create(world);
          world.worker().start(ALICE);
          for (int event = 0; event < 6; event++) {
            world.clock.advance(Duration.ofSeconds(61));
            atOnce(
                world,
                List.of(
                    worker -> moved(world),
                    RaceTest::reconcile,
                    RaceTest::reconcile,
                    RaceTest::sweep,
                    RaceTest::sweep));
          }
          world.settle();

          assertThat(world.instance(ALICE).status()).isEqualTo(Status.RUNNING);
          assertThat(world.tasks.startedEver()).isEqualTo(1);
          assertThat(world.routes.ruleCount()).isEqualTo(1);
          Consistency.assertHolds(world, ALICE);
        });
  }

  private static void create(PlatformFixture world) {
    world.worker().create(PlatformFixture.owner(ALICE, "alice"));
  }

  private static Instance reconcile(PlatformFixture.Worker worker) {
    return worker.reconcile(ALICE).orThrow(RecordSamples.created());
  }

  private static Instance sweep(PlatformFixture.Worker worker) {
    assertThat(worker.sweep().failed()).isZero();
    return RecordSamples.created();
  }

  private static Instance moved(PlatformFixture world) {
    world.cloudMoves();
    return RecordSamples.created();
  }

  private static void often(Consumer<PlatformFixture> race) {
    for (int time = 1; time <= TIMES; time++) {
      try {
        race.accept(new PlatformFixture());
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("race " + time + ": " + e.getMessage(), e);
      }
    }
  }

  private static List<Function<PlatformFixture.Worker, Instance>> crowd(
      Function<PlatformFixture.Worker, Instance> all) {
    return Collections.nCopies(CROWD, all);
  }

  /** Lets all commands loose at once, each in a function of its own. */
  private List<Answer> atOnce(
      PlatformFixture world, List<Function<PlatformFixture.Worker, Instance>> commands) {
    CountDownLatch go = new CountDownLatch(1);
    List<Future<Answer>> futures = new ArrayList<>();
    for (Function<PlatformFixture.Worker, Instance> command : commands) {
      PlatformFixture.Worker worker = world.worker(new Jitter());
      futures.add(
          threads.submit(
              () -> {
                go.await();
                try {
                  return new Answer(Optional.of(command.apply(worker)), Optional.empty());
                } catch (PlatformException e) {
                  return new Answer(Optional.empty(), Optional.of(e));
                }
              }));
    }
    go.countDown();
    return futures.stream().map(RaceTest::answer).toList();
  }

  private static Answer answer(Future<Answer> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e.getCause() == null ? e : e.getCause());
    }
  }
}
