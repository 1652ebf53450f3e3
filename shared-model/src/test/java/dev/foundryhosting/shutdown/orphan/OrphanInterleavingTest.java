/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown.orphan;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Route;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.port.Interruption;
import dev.foundryhosting.instance.port.Outage;
import dev.foundryhosting.instance.reconcile.CrashInjector;
import dev.foundryhosting.instance.reconcile.Invariants;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.usage.UsageMonth;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The second scan, which removes orphans: before and after each of its calls something else
 * happens, it crashes, or AWS fails. Nothing of a live run is ever stopped or removed, and in the
 * end no orphan is left.
 */
class OrphanInterleavingTest {
  private static final String ORPHAN_TOKEN = "a-late-token";

  /** The state before; always with an orphaned task of Alice, and a route where she has no run. */
  private enum Given {
    STOPPED,
    STARTING,
    RUNNING,
    WITHOUT_HER_ROUTE,
    STOPPING,
    GONE;

    void in(PlatformFixture world) {
      PlatformFixture.Worker worker = world.worker();
      worker.create(PlatformFixture.owner(ALICE, "alice"));
      worker.start(ALICE);
      world.settleUntil(ALICE, Status.RUNNING);
      world.orphanTask(ALICE, ALICE, ORPHAN_TOKEN);
      switch (this) {
        case STOPPED -> {
          worker.stop(ALICE);
          world.settleUntil(ALICE, Status.STOPPED);
        }
        case STARTING -> {
          worker.stop(ALICE);
          world.settleUntil(ALICE, Status.STOPPED);
          worker.start(ALICE);
        }
        case RUNNING -> {}
        case WITHOUT_HER_ROUTE -> world.routes.remove(ALICE);
        case STOPPING -> worker.stop(ALICE);
        case GONE -> {
          worker.destroy(ALICE, false);
          for (int i = 0; i < 12; i++) {
            world.clock.advance(Duration.ofSeconds(30));
            world.cloudMoves();
            worker.reconcile(ALICE);
          }
          assertThat(world.store.find(ALICE))
              .hasValueSatisfying(i -> assertThat(i.gone()).isTrue());
        }
      }
      if (world.store.find(ALICE).flatMap(Instance::run).isEmpty()) {
        world.routes.openForChecks(ALICE, "alice." + PlatformFixture.DOMAIN).orThrow();
      }
    }
  }

  /** What happens during the second scan. */
  private enum Meanwhile {
    START,
    STOP,
    DESTROY,
    CREATE,
    /** Another tick of the same timer. */
    SECOND_SCAN,
    SWEEP,
    /** Wake-ups come, the cloud moves: whatever was asked for is there. */
    ALL_MOVES,
    /** The user starts, and the server gets ready. */
    START_AND_MOVE;

    void in(PlatformFixture world) {
      PlatformFixture.Worker worker = world.worker();
      switch (this) {
        case START -> worker.start(ALICE);
        case STOP -> worker.stop(ALICE);
        case DESTROY -> worker.destroy(ALICE, false);
        case CREATE -> worker.create(PlatformFixture.owner(ALICE, "alice"));
        case SECOND_SCAN -> worker.collectOrphans();
        case SWEEP -> worker.sweep();
        case ALL_MOVES -> move(world, worker);
        case START_AND_MOVE -> {
          worker.start(ALICE);
          move(world, worker);
        }
      }
    }

    private static void move(PlatformFixture world, PlatformFixture.Worker worker) {
      for (int i = 0; i < 4; i++) {
        // Less than a lease in all.
        world.clock.advance(Duration.ofSeconds(10));
        world.cloudMoves();
        worker.reconcile(ALICE);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void noInterruptionMakesTheScanRemoveWhatIsOwned(Given given) {
    for (Meanwhile meanwhile : Meanwhile.values()) {
      everywhere(
          given,
          (world, where) -> {
            Interruption interruption =
                new Interruption(
                    where.point(), where.occurrence(), () -> attempt(() -> meanwhile.in(world)));
            world.worker(interruption).collectOrphans();
            return interruption.happened();
          },
          meanwhile.toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNextScanContinuesAfterACrash(Given given) {
    everywhere(
        given,
        (world, where) -> {
          try {
            world.worker(new CrashInjector(where.point(), where.occurrence())).collectOrphans();
            return false;
          } catch (CrashInjector.Died died) {
            return true;
          }
        },
        "death");
  }

  @ParameterizedTest
  @EnumSource
  void theNextScanContinuesAfterAFailureOfAws(Given given) {
    for (Outage.Kind kind : Outage.Kind.values()) {
      everywhere(
          given,
          (world, where) -> {
            if (!Outage.possible(where.point(), kind)) {
              return false;
            }
            Outage outage = new Outage(where.point(), where.occurrence(), kind);
            world.worker(outage).collectOrphans();
            return outage.happened();
          },
          kind.toString());
    }
  }

  @Property(tries = 300)
  void noChangeBetweenScansMakesThemRemoveWhatIsOwned(
      @ForAll Given given, @ForAll("courses") List<Meanwhile> course) {
    PlatformFixture world = new PlatformFixture();
    given.in(world);
    Optional<Route> lost = lost(world, given);
    for (Meanwhile each : course) {
      attempt(() -> each.in(world));
      assertTheOwnIsUntouched(world, lost);
      world.clock.advance(Duration.ofMinutes(1));
      world.cloudMoves();
    }
    assertNoOrphanIsLeft(world);
  }

  @Provide
  Arbitrary<List<Meanwhile>> courses() {
    return Arbitraries.of(Meanwhile.class).list().ofMinSize(1).ofMaxSize(12);
  }

  /** A point of the scan. */
  private record Point(String point, int occurrence) {}

  private static void everywhere(
      Given given, BiPredicate<PlatformFixture, Point> disturbedLook, String disturbance) {
    CrashInjector recorder = CrashInjector.immortal();
    atTheSecondScan(given).worker(recorder).collectOrphans();
    Set<String> points = new LinkedHashSet<>(recorder.points());
    assertThat(points).hasSizeGreaterThanOrEqualTo(12);
    for (String point : points) {
      int occurrence = 1;
      while (holds(given, disturbedLook, new Point(point, occurrence), disturbance)) {
        occurrence++;
      }
    }
  }

  private static boolean holds(
      Given given,
      BiPredicate<PlatformFixture, Point> disturbedLook,
      Point where,
      String disturbance) {
    PlatformFixture world = atTheSecondScan(given);
    Optional<Route> lost = lost(world, given);
    if (!disturbedLook.test(world, where)) {
      return false;
    }
    try {
      assertTheOwnIsUntouched(world, lost);
      assertNoOrphanIsLeft(world);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "%s, %s %s: %s".formatted(given, disturbance, where, e.getMessage()), e);
    }
    return true;
  }

  private static PlatformFixture atTheSecondScan(Given given) {
    PlatformFixture world = new PlatformFixture();
    given.in(world);
    world.clock.advance(Duration.ofMinutes(2));
    var first = world.worker().collectOrphans();
    world.clock.advance(Duration.ofMinutes(5));
    assertThat(first.failed()).isZero();
    return world;
  }

  /** A wanted run keeps its task and its recorded route, unless the route was lost before. */
  private static void assertTheOwnIsUntouched(PlatformFixture world, Optional<Route> lostBefore) {
    Optional<Run> run =
        world
            .store
            .find(ALICE)
            .filter(i -> i.status() == Status.RUNNING || i.status() == Status.STARTING)
            .flatMap(Instance::run);
    run.flatMap(Run::task)
        .flatMap(task -> world.tasks.observe(task.taskArn()))
        .ifPresent(task -> assertThat(task.stopRequested()).as("the run's own task").isFalse());
    run.flatMap(Run::route)
        .filter(route -> !lostBefore.equals(Optional.of(route)))
        .ifPresent(
            route ->
                assertThat(world.routes.of(ALICE))
                    .as("the run's own route")
                    .containsExactlyInAnyOrder(route.targetGroupArn(), route.ruleArn()));
  }

  /** The route that a running server lost. */
  private static Optional<Route> lost(PlatformFixture world, Given given) {
    return given == Given.WITHOUT_HER_ROUTE
        ? world.instance(ALICE).run().flatMap(Run::route)
        : Optional.empty();
  }

  /** After some ticks no orphan is left. */
  private static void assertNoOrphanIsLeft(PlatformFixture world) {
    for (int tick = 0; tick < 10; tick++) {
      world.clock.advance(Duration.ofMinutes(5));
      world.cloudMoves();
      world.worker().sweep();
      assertThat(world.worker().collectOrphans().failed()).isZero();
      for (int i = 0; i < 3; i++) {
        world.clock.advance(Duration.ofSeconds(10));
        world.cloudMoves();
        world.worker().reconcile(ALICE);
      }
    }
    Invariants.assertHold(world);
    Invariants.assertSettled(world, ALICE);
    assertThat(world.candidates.read().tasks()).isEmpty();
    assertThat(world.candidates.read().routes()).isEmpty();
    assertThat(world.ledger.month(ALICE, UsageMonth.of(PlatformFixture.BEGIN)).entries())
        .as("bookings of the orphan's seconds")
        .filteredOn(entry -> entry.entryId().contains(ORPHAN_TOKEN))
        .hasSize(1);
    if (world.store.find(ALICE).filter(i -> i.status() == Status.RUNNING).isPresent()) {
      assertThat(world.routes.playersReach("alice." + PlatformFixture.DOMAIN))
          .containsExactly(world.tasks.theOne(ALICE).privateIp().orElseThrow());
    }
  }

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
}
