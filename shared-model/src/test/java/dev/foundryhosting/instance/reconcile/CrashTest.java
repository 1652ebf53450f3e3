/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.AutoRestart;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.UserSecret;
import dev.foundryhosting.instance.port.Outage;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The process that carries out a command dies before and after every single call of a port, in
 * turn; then AWS fails at every single call. Time passes, the sweep looks, and what was desired is
 * reached: nothing is there twice, nothing is left over.
 */
class CrashTest {
  private static final String OTHER_KEY = "GGGG-HHHH-JJJJ-KKKK-LLLL-MMMM";

  /**
   * A command, what comes before it, and what must hold when all is over.
   *
   * @param before done by a process that lives
   * @param command done by the process that dies
   * @param after checked when time has passed
   */
  private record Scenario(
      String name,
      Consumer<PlatformFixture> before,
      BiConsumer<PlatformFixture, PlatformFixture.Worker> command,
      Consumer<PlatformFixture> after) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Scenario> scenarios() {
    return Stream.of(
        new Scenario(
            "create",
            world -> {},
            (world, worker) -> worker.create(PlatformFixture.owner(ALICE, "alice")),
            CrashTest::createdOrGone),
        new Scenario(
            "create pooled",
            world -> {},
            (world, worker) -> worker.create(PlatformFixture.pooled(ALICE, "alice")),
            CrashTest::createdOrGone),
        new Scenario(
            "create anew what was destroyed",
            world -> {
              created(world);
              world.worker().destroy(ALICE, false);
            },
            (world, worker) -> worker.create(PlatformFixture.owner(ALICE, "alice")),
            CrashTest::createdOrGone),
        new Scenario(
            "create anew with a licence that was kept",
            world -> {
              created(world);
              world.worker().destroy(ALICE, true);
            },
            (world, worker) -> worker.create(PlatformFixture.owner(ALICE, "alice")),
            world -> {
              createdOrGone(world);
              assertThat(license(world).flatMap(l -> l.credentials().secretArn())).isPresent();
            }),
        new Scenario(
            "create anew with a licence that was kept, and another key",
            world -> {
              created(world);
              world.worker().destroy(ALICE, true);
            },
            (world, worker) -> worker.create(PlatformFixture.ownerOf(ALICE, "alice", OTHER_KEY)),
            world -> {
              createdOrGone(world);
              assertThat(license(world).orElseThrow().claims().stored()).isTrue();
            }),
        new Scenario(
            "start",
            CrashTest::created,
            (world, worker) -> worker.start(ALICE),
            world -> assertStatus(world, Status.CREATED, Status.RUNNING)),
        new Scenario(
            "start until ready",
            world -> {
              created(world);
              world.worker().start(ALICE);
            },
            (world, worker) -> moved(world, worker, Status.RUNNING),
            world -> assertStatus(world, Status.RUNNING)),
        new Scenario(
            "stop",
            CrashTest::running,
            (world, worker) -> worker.stop(ALICE),
            world -> assertStatus(world, Status.RUNNING, Status.STOPPED)),
        new Scenario(
            "stop until stopped",
            world -> {
              running(world);
              world.worker().stop(ALICE);
            },
            (world, worker) -> moved(world, worker, Status.STOPPED),
            world -> assertStatus(world, Status.STOPPED)),
        new Scenario(
            "stop until stopped what was signed",
            world -> {
              running(world);
              world.worldFiles.accepts(ALICE);
              world.worker().stop(ALICE);
            },
            (world, worker) -> moved(world, worker, Status.STOPPED),
            world -> {
              assertStatus(world, Status.STOPPED);
              assertThat(world.worldFiles.kept()).containsExactly(LicenseId.ofOwner(ALICE));
            }),
        new Scenario(
            "stop while starting",
            world -> {
              created(world);
              world.worker().start(ALICE);
            },
            (world, worker) -> worker.stop(ALICE),
            world -> assertStatus(world, Status.RUNNING, Status.STOPPED)),
        new Scenario(
            "start again what fell",
            CrashTest::fallen,
            (world, worker) -> {
              worker.reconcile(ALICE);
              moved(world, worker, Status.RUNNING);
            },
            CrashTest::cameBack),
        new Scenario(
            "find that it fell, while the timer looks",
            world -> {
              fallen(world);
              world.players.unreadable("alice");
              world.clock.advance(Duration.ofMinutes(5));
            },
            (world, worker) -> worker.sweep(),
            CrashTest::cameBack),
        new Scenario(
            "find that ECS does not show its task, and that it lives",
            world -> {
              hidden(world);
              world.worker().sweep();
              world.clock.advance(Duration.ofMinutes(1));
            },
            (world, worker) -> {
              worker.sweep();
              moved(world, worker, Status.RUNNING);
            },
            // Where a process died before the second look, ECS shows the task by then.
            world -> assertStatus(world, Status.RUNNING)),
        new Scenario(
            "stop what ECS does not show",
            CrashTest::hidden,
            (world, worker) -> {
              worker.stop(ALICE);
              moved(world, worker, Status.STOPPED);
            },
            world -> assertStatus(world, Status.RUNNING, Status.STOPPED)),
        new Scenario(
            "stop and start what is silent",
            world -> {
              running(world);
              silent(world);
            },
            (world, worker) -> {
              worker.sweep();
              silenceEnds(world);
              moved(world, worker, Status.RUNNING);
            },
            // Where nobody looked in time, it answers again by itself.
            world -> assertStatus(world, Status.RUNNING)),
        new Scenario(
            "give up what may not be started again",
            world -> {
              fallen(world);
              diesBeforeItsStart(world);
              world.clock.advance(AutoRestart.WITHIN);
            },
            (world, worker) -> worker.reconcile(ALICE),
            world -> assertStatus(world, Status.FAILED)),
        new Scenario(
            "stop what is to be started again",
            CrashTest::fallen,
            (world, worker) -> {
              worker.stop(ALICE);
              moved(world, worker, Status.STOPPED);
            },
            world -> assertStatus(world, Status.RUNNING, Status.STOPPED, Status.FAILED)),
        new Scenario(
            "destroy what never ran",
            CrashTest::created,
            (world, worker) -> worker.destroy(ALICE, false),
            CrashTest::createdOrGone),
        new Scenario(
            "destroy what runs",
            CrashTest::running,
            (world, worker) -> worker.destroy(ALICE, false),
            CrashTest::runningOrGone),
        new Scenario(
            "destroy until gone",
            world -> {
              running(world);
              world.worker().destroy(ALICE, false);
            },
            (world, worker) -> movedUntilGone(world, worker),
            CrashTest::gone),
        new Scenario(
            "destroy until gone what an earlier version began to remove",
            world -> {
              running(world);
              FormerWipes.begun(world, ALICE);
            },
            (world, worker) -> movedUntilGone(world, worker),
            CrashTest::gone),
        new Scenario(
            "delete the user until gone",
            world -> {
              running(world);
              world.worker().deleteUser(ALICE);
            },
            (world, worker) -> movedUntilGone(world, worker),
            world -> {
              gone(world);
              assertThat(world.secrets.held(ALICE)).isEmpty();
              assertThat(world.store.find(ALICE)).isEmpty();
            }),
        new Scenario(
            "delete a user of whom only a secret is left",
            world -> world.secrets.create(ALICE, new UserSecret(Map.of())),
            (world, worker) -> worker.deleteUser(ALICE),
            CrashTest::erasedOrUntouched));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void whereverTheProcessDiesTheSweepFinishesItsWork(Scenario scenario) {
    for (String point : pointsOf(scenario)) {
      int occurrence = 1;
      while (diesAt(point, occurrence, scenario)) {
        occurrence++;
      }
      assertThat(occurrence).as("deaths " + point).isGreaterThan(1);
    }
  }

  private static boolean diesAt(String point, int occurrence, Scenario scenario) {
    PlatformFixture world = new PlatformFixture();
    scenario.before().accept(world);
    CrashInjector mortality = new CrashInjector(point, occurrence);
    try {
      scenario.command().accept(world, world.worker(mortality));
      return false;
    } catch (CrashInjector.Died died) {
      check(world, scenario, "died %s, time %d".formatted(point, occurrence));
      return true;
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void whereverAwsFailsTheSweepFinishesTheWork(Scenario scenario) {
    for (Outage.Kind kind : Outage.Kind.values()) {
      for (String point : pointsOf(scenario)) {
        int occurrence = 1;
        while (failsAt(point, occurrence, kind, scenario)) {
          occurrence++;
        }
        assertThat(occurrence > 1).as(kind + " " + point).isEqualTo(Outage.possible(point, kind));
      }
    }
  }

  private static boolean failsAt(
      String point, int occurrence, Outage.Kind kind, Scenario scenario) {
    if (!Outage.possible(point, kind)) {
      return false;
    }
    PlatformFixture world = new PlatformFixture();
    scenario.before().accept(world);
    Outage outage = new Outage(point, occurrence, kind);
    failsIn(() -> scenario.command().accept(world, world.worker(outage)));
    if (outage.happened()) {
      check(world, scenario, "%s %s, time %d".formatted(kind, point, occurrence));
    }
    return outage.happened();
  }

  /** Every point that the command passes when nothing goes wrong; at least eight. */
  private static Set<String> pointsOf(Scenario scenario) {
    PlatformFixture world = new PlatformFixture();
    scenario.before().accept(world);
    CrashInjector immortal = CrashInjector.immortal();
    scenario.command().accept(world, world.worker(immortal));
    Set<String> points = new TreeSet<>(immortal.points());
    assertThat(points).as("points of " + scenario).hasSizeGreaterThanOrEqualTo(8);
    return points;
  }

  private static void check(PlatformFixture world, Scenario scenario, String what) {
    try {
      world.settle();
      Consistency.assertHolds(world, ALICE);
      scenario.after().accept(world);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(scenario + ", " + what + ": " + e.getMessage(), e);
    }
  }

  private static void failsIn(Runnable command) {
    try {
      command.run();
    } catch (PlatformException e) {
      assertThat(e.code())
          .isIn(
              ErrorCode.DEPENDENCY_FAILED,
              // A lost answer may make a command meet its own effect.
              ErrorCode.CONFLICT,
              ErrorCode.INVALID_STATE,
              ErrorCode.INSTANCE_ALREADY_EXISTS);
    }
  }

  /**
   * A create whose maker died is finished, or taken back so that it can be asked for again; and
   * what was asked for before the death must never be half there.
   */
  private static void createdOrGone(PlatformFixture world) {
    if (world.store.find(ALICE).filter(i -> !i.gone()).isPresent()) {
      assertStatus(world, Status.CREATED);
      return;
    }
    if (license(world).isEmpty()) {
      ResidueCheck.assertNone(world, ALICE);
    }
    world.worker().create(PlatformFixture.owner(ALICE, "alice"));
    assertStatus(world, Status.CREATED);
    Consistency.assertHolds(world, ALICE);
  }

  /** A deletion whose process died before its record was written is asked for again. */
  private static void erasedOrUntouched(PlatformFixture world) {
    if (world.secrets.held(ALICE).isPresent()) {
      world.worker().deleteUser(ALICE);
      world.settle();
    }
    assertThat(world.store.find(ALICE)).isEmpty();
    assertThat(world.secrets.held(ALICE)).isEmpty();
    ResidueCheck.assertNone(world, ALICE);
  }

  private static void runningOrGone(PlatformFixture world) {
    if (world.store.find(ALICE).filter(i -> !i.gone()).isPresent()) {
      assertStatus(world, Status.RUNNING);
    } else {
      gone(world);
    }
  }

  private static void gone(PlatformFixture world) {
    ResidueCheck.assertNone(world, ALICE);
    assertThat(license(world)).isEmpty();
    assertThat(world.store.allClaims()).as("claims on credentials").isEmpty();
    assertThat(world.store.find(ALICE).map(Instance::gone).orElse(true)).isTrue();
  }

  private static void created(PlatformFixture world) {
    world.worker().create(PlatformFixture.owner(ALICE, "alice"));
  }

  private static void running(PlatformFixture world) {
    created(world);
    world.worker().start(ALICE);
    assertThat(world.settleUntil(ALICE, Status.RUNNING).status()).isEqualTo(Status.RUNNING);
  }

  /** Somebody plays, and the server ends although nobody asked it to. */
  private static void fallen(PlatformFixture world) {
    running(world);
    world.clock.advance(Duration.ofMinutes(5));
    world.worker().sweep();
    world.crash(ALICE);
  }

  /** Players are there, and ECS does not show the task for two answers. */
  private static void hidden(PlatformFixture world) {
    running(world);
    world.players.play("alice", 2);
    world.clock.advance(Duration.ofMinutes(5));
    world.worker().sweep();
    world.clock.advance(Duration.ofMinutes(5));
    world.tasks.hide(world.tasks.theOne(ALICE).taskArn(), 4);
  }

  /** It runs again, on a second task and no third one. */
  private static void cameBack(PlatformFixture world) {
    assertStatus(world, Status.RUNNING);
    assertThat(world.tasks.startedEver()).isEqualTo(2);
  }

  private static void diesBeforeItsStart(PlatformFixture world) {
    assertThatThrownBy(
            () -> world.worker(new CrashInjector("before Instances.claim", 1)).reconcile(ALICE))
        .isInstanceOf(CrashInjector.Died.class);
    assertThat(world.instance(ALICE).restarts()).isTrue();
  }

  /** Nobody reads anything of the server any more, twice already. */
  private static void silent(PlatformFixture world) {
    world.players.unreadable("alice");
    world.routes.becomesUnhealthy(
        world.tasks.theOne(ALICE).privateIp().orElseThrow(), "unhealthy: Target.Timeout");
    for (int reading = 0; reading < 2; reading++) {
      world.clock.advance(Duration.ofMinutes(5));
      world.worker().sweep();
    }
    world.clock.advance(Duration.ofMinutes(5));
  }

  private static void silenceEnds(PlatformFixture world) {
    world.players.play("alice", 1);
  }

  /** Wake-ups come until the instance is there; all of them meet the same process. */
  private static void moved(PlatformFixture world, PlatformFixture.Worker worker, Status status) {
    for (int tick = 0; tick < 20 && world.instance(ALICE).status() != status; tick++) {
      world.clock.advance(Duration.ofSeconds(10));
      world.cloudMoves();
      worker.reconcile(ALICE);
    }
  }

  private static void movedUntilGone(PlatformFixture world, PlatformFixture.Worker worker) {
    for (int tick = 0; tick < 20 && present(world); tick++) {
      world.clock.advance(Duration.ofSeconds(10));
      world.cloudMoves();
      worker.reconcile(ALICE);
    }
  }

  private static boolean present(PlatformFixture world) {
    return world.store.find(ALICE).filter(i -> !i.gone()).isPresent();
  }

  private static void assertStatus(PlatformFixture world, Status... allowed) {
    assertThat(world.instance(ALICE).status()).isIn((Object[]) allowed);
  }

  private static Optional<License> license(PlatformFixture world) {
    return world.store.find(LicenseId.ofOwner(ALICE));
  }
}
