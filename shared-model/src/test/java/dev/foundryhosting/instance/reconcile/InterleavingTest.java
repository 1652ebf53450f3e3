/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Desired;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.port.Interruption;
import dev.foundryhosting.instance.port.PortCalls;
import dev.foundryhosting.license.LicenseId;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two functions at once, in every order that there is: in the middle of one command, before and
 * after every single call of a port in turn, another command comes and goes. And: the function is
 * held up there for longer than its lease lasts, while others go on with its work.
 */
class InterleavingTest {
  /** What stands before the two meet. */
  private enum Given {
    NOTHING,
    CREATED,
    STARTED,
    RUNNING,
    STOPPING,
    GONE;

    void in(PlatformFixture world) {
      PlatformFixture.Worker worker = world.worker();
      if (this != NOTHING) {
        worker.create(PlatformFixture.owner(ALICE, "alice"));
      }
      if (this == GONE) {
        worker.destroy(ALICE, false);
        return;
      }
      if (this == STARTED || this == RUNNING || this == STOPPING) {
        worker.start(ALICE);
      }
      if (this == RUNNING || this == STOPPING) {
        world.settleUntil(ALICE, Status.RUNNING);
      }
      if (this == STOPPING) {
        worker.stop(ALICE);
      }
    }
  }

  /** What a function does. */
  private enum Doing {
    CREATE,
    START,
    STOP,
    DESTROY,
    DESTROY_KEEPING,
    DELETE,
    UNTIL_READY,
    UNTIL_STOPPED,
    /** The lease of whoever is held up ends, the cloud moves, and the sweep looks. */
    OTHERS_GO_ON;

    void by(PlatformFixture.Worker worker, PlatformFixture world) {
      switch (this) {
        case CREATE -> worker.create(PlatformFixture.owner(ALICE, "alice"));
        case START -> worker.start(ALICE);
        case STOP -> worker.stop(ALICE);
        case DESTROY -> worker.destroy(ALICE, false);
        case DESTROY_KEEPING -> worker.destroy(ALICE, true);
        case DELETE -> worker.deleteUser(ALICE);
        case UNTIL_READY -> reconciles(world, worker, Status.RUNNING);
        case UNTIL_STOPPED -> reconciles(world, worker, Status.STOPPED);
        case OTHERS_GO_ON -> {
          for (int tick = 0; tick < 6; tick++) {
            world.clock.advance(Duration.ofSeconds(61));
            world.cloudMoves();
            worker.sweep();
          }
        }
      }
    }
  }

  /** What holds in the end is one of these; nothing at all is {@link Status#DESTROYING}. */
  private record Scenario(Given before, Doing command, Doing meanwhile, Set<Status> ends) {
    @Override
    public String toString() {
      return before + ": " + command + ", " + meanwhile;
    }
  }

  static Stream<Scenario> pairs() {
    Set<Status> gone = EnumSet.of(Status.DESTROYING);
    Set<Status> created = EnumSet.of(Status.CREATED);
    Set<Status> running = EnumSet.of(Status.RUNNING);
    Set<Status> stopped = EnumSet.of(Status.STOPPED);
    Set<Status> createdOrRunning = EnumSet.of(Status.CREATED, Status.RUNNING);
    Set<Status> runningOrStopped = EnumSet.of(Status.RUNNING, Status.STOPPED);
    Set<Status> goneOrCreated = EnumSet.of(Status.DESTROYING, Status.CREATED);
    return Stream.of(
        pair(Given.NOTHING, Doing.CREATE, Doing.CREATE, created),
        pair(Given.NOTHING, Doing.CREATE, Doing.DESTROY, goneOrCreated),
        pair(Given.NOTHING, Doing.CREATE, Doing.DELETE, goneOrCreated),
        pair(Given.NOTHING, Doing.CREATE, Doing.START, createdOrRunning),
        pair(Given.CREATED, Doing.START, Doing.START, running),
        pair(Given.CREATED, Doing.START, Doing.STOP, runningOrStopped),
        pair(Given.CREATED, Doing.START, Doing.DESTROY, gone),
        pair(Given.CREATED, Doing.START, Doing.DELETE, gone),
        pair(Given.STARTED, Doing.UNTIL_READY, Doing.STOP, stopped),
        pair(Given.STARTED, Doing.UNTIL_READY, Doing.DESTROY, gone),
        pair(Given.RUNNING, Doing.STOP, Doing.START, stopped),
        pair(Given.RUNNING, Doing.STOP, Doing.DESTROY, gone),
        pair(Given.RUNNING, Doing.STOP, Doing.DELETE, gone),
        pair(Given.STOPPING, Doing.UNTIL_STOPPED, Doing.START, runningOrStopped),
        pair(Given.CREATED, Doing.DESTROY, Doing.CREATE, goneOrCreated),
        pair(Given.CREATED, Doing.DESTROY, Doing.DELETE, gone),
        pair(Given.CREATED, Doing.DESTROY_KEEPING, Doing.DELETE, gone),
        pair(Given.RUNNING, Doing.DESTROY, Doing.STOP, gone),
        pair(Given.RUNNING, Doing.DESTROY_KEEPING, Doing.DELETE, gone),
        pair(Given.CREATED, Doing.DELETE, Doing.CREATE, goneOrCreated),
        pair(Given.GONE, Doing.DELETE, Doing.CREATE, goneOrCreated),
        pair(Given.GONE, Doing.CREATE, Doing.DELETE, goneOrCreated));
  }

  static Stream<Scenario> pauses() {
    // No lease can stop a call that is under way. Those of a start and a stop can come late, since
    // they ask for what stands anyhow; one that makes something for a teardown that is over cannot.
    return Stream.of(
        pause(Given.CREATED, Doing.START, Status.RUNNING),
        pause(Given.STARTED, Doing.UNTIL_READY, Status.RUNNING),
        pause(Given.RUNNING, Doing.STOP, Status.STOPPED),
        pause(Given.STOPPING, Doing.UNTIL_STOPPED, Status.STOPPED),
        pause(Given.RUNNING, Doing.DESTROY, Status.DESTROYING));
  }

  private static Scenario pair(Given before, Doing command, Doing meanwhile, Set<Status> ends) {
    return new Scenario(before, command, meanwhile, ends);
  }

  private static Scenario pause(Given before, Doing command, Status end) {
    return new Scenario(before, command, Doing.OTHERS_GO_ON, EnumSet.of(end));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aCommandInTheMiddleOfAnotherIsObeyedOrRefused(Scenario scenario) {
    everywhere(scenario);
  }

  @ParameterizedTest
  @MethodSource("pauses")
  void whoIsHeldUpLongerThanItsLeaseLastsDoesNothingTwice(Scenario scenario) {
    everywhere(scenario);
  }

  @Test
  void aStopIsObeyedAtOnceWhereverItMeetsAStart() {
    PlatformFixture rehearsal = new PlatformFixture();
    Given.CREATED.in(rehearsal);
    CrashInjector immortal = CrashInjector.immortal();
    rehearsal.worker(immortal).start(ALICE);
    for (int point = 1; point <= immortal.points().size(); point++) {
      PlatformFixture world = new PlatformFixture();
      Given.CREATED.in(world);
      Countdown stop = new Countdown(point, () -> world.worker().stop(ALICE));
      world.worker(stop).start(ALICE);

      boolean stopped = world.instance(ALICE).desired() == Desired.STOPPED;
      assertThat(world.tasks.live(ALICE))
          .as("point " + point)
          .allSatisfy(task -> assertThat(task.stopRequested()).isEqualTo(stopped));
      assertThat(world.instance(ALICE).reconcileStatus().lease()).as("point " + point).isEmpty();
    }
  }

  @Test
  void keepAliveIsObeyedOrRefusedWhereverItMeetsTheSweepThatStopsAServerWithoutAWorld() {
    PlatformFixture rehearsal = withoutAWorldWhenItsStopIsDue();
    CrashInjector immortal = CrashInjector.immortal();
    rehearsal.worker(immortal).sweep();
    assertThat(rehearsal.instance(ALICE).desired()).isEqualTo(Desired.STOPPED);
    Set<Desired> ends = EnumSet.noneOf(Desired.class);
    for (int point = 1; point <= immortal.points().size(); point++) {
      PlatformFixture world = withoutAWorldWhenItsStopIsDue();
      AtomicReference<Optional<ErrorCode>> answer = new AtomicReference<>(Optional.empty());
      Countdown keep = new Countdown(point, () -> answer.set(keptAlive(world)));
      var unused = world.worker(keep).sweep();
      if (keep.left().get() > 0) {
        // Steps at the same time are recorded in fewer writes, or in more: this sweep had fewer.
        continue;
      }

      Desired end = world.instance(ALICE).desired();
      assertThat(answer.get())
          .as("point " + point)
          .isEqualTo(
              end == Desired.RUNNING ? Optional.empty() : Optional.of(ErrorCode.INVALID_STATE));
      ends.add(end);
    }
    assertThat(ends).containsExactlyInAnyOrder(Desired.RUNNING, Desired.STOPPED);
  }

  private static PlatformFixture withoutAWorldWhenItsStopIsDue() {
    PlatformFixture world = new PlatformFixture();
    Given.RUNNING.in(world);
    world.players.setUp("alice", "no world");
    world.pass(Duration.ofMinutes(58), ALICE);
    Notice notice = world.instance(ALICE).run().flatMap(Run::notice).orElseThrow();
    world.clock.advance(Duration.between(world.clock.instant(), notice.stopAt()));
    return world;
  }

  /** How keep-alive is refused; empty when it is not. */
  private static Optional<ErrorCode> keptAlive(PlatformFixture world) {
    try {
      var unused = world.worker().keepAlive(ALICE, Duration.ofHours(1));
      return Optional.empty();
    } catch (PlatformException e) {
      return Optional.of(e.code());
    }
  }

  /** As an interruption, but at the how-manieth point of all. */
  private record Countdown(AtomicInteger left, Runnable meanwhile) implements PortCalls {
    Countdown(int point, Runnable meanwhile) {
      this(new AtomicInteger(point), meanwhile);
    }

    @Override
    public void before(String call) {
      if (left.decrementAndGet() == 0) {
        meanwhile.run();
      }
    }

    @Override
    public void after(String call) {
      before(call);
    }
  }

  private static void everywhere(Scenario scenario) {
    PlatformFixture rehearsal = new PlatformFixture();
    scenario.before().in(rehearsal);
    CrashInjector immortal = CrashInjector.immortal();
    scenario.command().by(rehearsal.worker(immortal), rehearsal);
    for (String point : new LinkedHashSet<>(immortal.points())) {
      int occurrence = 1;
      while (interrupted(scenario, point, occurrence)) {
        occurrence++;
      }
      assertThat(occurrence).as(point).isGreaterThan(1);
    }
  }

  private static boolean interrupted(Scenario scenario, String point, int occurrence) {
    PlatformFixture world = new PlatformFixture();
    scenario.before().in(world);
    Interruption interruption =
        new Interruption(
            point,
            occurrence,
            () -> {
              world.clock.advance(Duration.ofMillis(1));
              attempt(() -> scenario.meanwhile().by(world.worker(), world));
            });
    attempt(() -> scenario.command().by(world.worker(interruption), world));
    if (!interruption.happened()) {
      return false;
    }
    try {
      world.settle();
      Consistency.assertHolds(world, ALICE);
      assertThat(end(world)).isIn(scenario.ends());
      if (end(world) == Status.DESTROYING) {
        ResidueCheck.assertNone(world, ALICE);
        assertThat(world.store.find(LicenseId.ofOwner(ALICE))).as("licence").isEmpty();
      }
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "%s %s, time %d: %s".formatted(scenario, point, occurrence, e.getMessage()), e);
    }
    return true;
  }

  /** Refusals are as good as obedience; a failure would be a defect, for nothing fails here. */
  private static void attempt(Runnable command) {
    try {
      command.run();
    } catch (PlatformException e) {
      assertThat(e.code())
          .as(e.getMessage())
          .isIn(
              ErrorCode.INSTANCE_ALREADY_EXISTS,
              ErrorCode.INSTANCE_NOT_FOUND,
              ErrorCode.INVALID_STATE,
              ErrorCode.DEPENDENCY_FAILED);
    }
  }

  private static Status end(PlatformFixture world) {
    Optional<Instance> instance = world.store.find(ALICE).filter(i -> !i.gone());
    return instance.map(Instance::status).orElse(Status.DESTROYING);
  }

  /** Wake-ups come until the instance is there. */
  private static void reconciles(
      PlatformFixture world, PlatformFixture.Worker worker, Status status) {
    for (int tick = 0; tick < 12 && end(world) != status; tick++) {
      world.clock.advance(Duration.ofSeconds(10));
      world.cloudMoves();
      worker.reconcile(ALICE);
    }
  }
}
