/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Whatever three users ask for in whatever order, and wherever a process dies or AWS fails
 * meanwhile: what must hold at any time holds after every step, and in the end each has what the
 * last accepted command said.
 */
class HistoriesTest {
  static final List<UserId> USERS =
      List.of(PlatformFixture.ALICE, PlatformFixture.BOB, new UserId("GameMaster300000000003"));
  private static final List<String> NAMES = List.of("dragon", "phoenix");

  /** What is done in one step. */
  enum Deed {
    CREATE,
    CREATE_POOLED,
    CREATE_WITH_OTHER_KEY,
    START,
    STOP,
    DESTROY,
    DESTROY_KEEPING_LICENSE,
    DELETE_USER,
    UPDATE_VERSION,
    RECONCILE,
    SWEEP,
    CLOUD_MOVES,
    TASK_HIDES,
    SERVER_FALLS,
    SERVER_IS_SILENT,
    SERVER_ANSWERS,
    WORLD_CLOSES,
    MOMENT_PASSES,
    LEASE_PASSES,
    QUARTER_HOUR_PASSES,
    WEEK_PASSES
  }

  /** One step: what is done, for whom, and what goes wrong in it. */
  record Act(Deed deed, UserId user, String name, FaultInjector.Kind mishap, int at) {
    @Override
    public String toString() {
      return deed
          + " "
          + USERS.indexOf(user)
          + (deed == Deed.CREATE || deed == Deed.CREATE_POOLED ? " " + name : "")
          + (mishap == FaultInjector.Kind.NOTHING ? "" : " " + mishap + "@" + at);
    }
  }

  @Provide
  Arbitrary<List<Act>> histories() {
    Arbitrary<Deed> deeds =
        Arbitraries.frequency(
            Tuple.of(6, Deed.CREATE),
            Tuple.of(2, Deed.CREATE_POOLED),
            Tuple.of(3, Deed.CREATE_WITH_OTHER_KEY),
            Tuple.of(8, Deed.START),
            Tuple.of(5, Deed.STOP),
            Tuple.of(2, Deed.DESTROY),
            Tuple.of(2, Deed.DESTROY_KEEPING_LICENSE),
            Tuple.of(2, Deed.DELETE_USER),
            Tuple.of(2, Deed.UPDATE_VERSION),
            Tuple.of(8, Deed.RECONCILE),
            Tuple.of(5, Deed.SWEEP),
            Tuple.of(8, Deed.CLOUD_MOVES),
            Tuple.of(3, Deed.TASK_HIDES),
            Tuple.of(4, Deed.SERVER_FALLS),
            Tuple.of(1, Deed.SERVER_IS_SILENT),
            Tuple.of(2, Deed.SERVER_ANSWERS),
            Tuple.of(1, Deed.WORLD_CLOSES),
            Tuple.of(4, Deed.MOMENT_PASSES),
            Tuple.of(4, Deed.LEASE_PASSES),
            Tuple.of(1, Deed.QUARTER_HOUR_PASSES),
            Tuple.of(1, Deed.WEEK_PASSES));
    Arbitrary<FaultInjector.Kind> mishaps =
        Arbitraries.frequency(
            Tuple.of(6, FaultInjector.Kind.NOTHING),
            Tuple.of(2, FaultInjector.Kind.DEATH),
            Tuple.of(1, FaultInjector.Kind.OUTAGE));
    return Combinators.combine(
            deeds,
            Arbitraries.of(USERS),
            Arbitraries.of(NAMES),
            mishaps,
            Arbitraries.integers().between(1, 40))
        .as(Act::new)
        .list()
        .ofMinSize(10)
        .ofMaxSize(45);
  }

  /** A thousand of them; more with {@code -Djqwik.tries.default=20000}. */
  @Property
  void everyHistoryEndsAsTheLastCommandSaid(@ForAll("histories") List<Act> history) {
    live(history);
  }

  private static void live(List<Act> history) {
    PlatformFixture world = new PlatformFixture();
    Expectations expectations = new Expectations();
    List<String> told = new ArrayList<>();
    try {
      for (Act act : history) {
        world.clock.advance(Duration.ofMillis(1));
        told.add(act + " -> " + perform(world, act, expectations));
        Invariants.assertHold(world);
      }
      // What goes on longest is the removal of a server that was given up while it started.
      world.settle();
      Invariants.assertHold(world);
      for (UserId user : USERS) {
        Invariants.assertSettled(world, user);
        expectations.assertMet(world, user);
      }
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(e.getMessage() + "\nHistory:\n" + String.join("\n", told), e);
    }
  }

  static String perform(PlatformFixture world, Act act, Expectations expectations) {
    FaultInjector mishap = new FaultInjector(act.mishap(), act.at());
    PlatformFixture.Worker worker = world.worker(mishap);
    try {
      act(world, worker, act);
    } catch (CrashInjector.Died died) {
      expectations.uncertain(act);
      return died.getMessage();
    } catch (PlatformException e) {
      if (mishap.happened()) {
        expectations.uncertain(act);
      } else {
        assertThat(e.code())
            .as(act + ", where nothing went wrong: " + e.getMessage())
            .isNotIn(ErrorCode.DEPENDENCY_FAILED, ErrorCode.INTERNAL_ERROR, ErrorCode.CONFLICT);
      }
      return e.code() + (mishap.happened() ? " after an outage" : "");
    }
    expectations.accepted(act);
    return "ok";
  }

  private static void act(PlatformFixture world, PlatformFixture.Worker worker, Act act) {
    UserId user = act.user();
    switch (act.deed()) {
      case CREATE -> worker.create(PlatformFixture.owner(user, act.name()));
      case CREATE_POOLED -> worker.create(PlatformFixture.pooled(user, act.name()));
      // The key of any of the users: mostly another one's.
      case CREATE_WITH_OTHER_KEY ->
          worker.create(
              PlatformFixture.ownerOf(
                  user,
                  act.name(),
                  PlatformFixture.licenseKey(USERS.get(act.at() % USERS.size()))));
      case START -> worker.start(user);
      case STOP -> worker.stop(user);
      case DESTROY -> worker.destroy(user, false);
      case DESTROY_KEEPING_LICENSE -> worker.destroy(user, true);
      case DELETE_USER -> worker.deleteUser(user);
      case UPDATE_VERSION -> worker.updateVersion(user, "1" + (2 + act.at() % 3));
      case RECONCILE -> worker.reconcile(user);
      case SWEEP -> worker.sweep();
      case CLOUD_MOVES -> world.cloudMoves();
      case TASK_HIDES ->
          server(world, user)
              .filter(task -> !task.stopRequested())
              .ifPresent(task -> world.tasks.hide(task.taskArn(), 1 + act.at() % 5));
      case SERVER_FALLS -> fall(world, user);
      case SERVER_IS_SILENT -> fallSilent(world, user);
      case SERVER_ANSWERS ->
          world.store.find(user).ifPresent(i -> world.players.play(name(i), 1 + act.at() % 2));
      case WORLD_CLOSES ->
          world.store.find(user).ifPresent(i -> world.players.setUp(name(i), "no world"));
      case MOMENT_PASSES -> world.clock.advance(Duration.ofSeconds(10));
      case LEASE_PASSES -> world.clock.advance(Duration.ofSeconds(61));
      case QUARTER_HOUR_PASSES -> world.clock.advance(Duration.ofMinutes(15));
      case WEEK_PASSES -> world.clock.advance(Duration.ofDays(8));
    }
  }

  private static void fall(PlatformFixture world, UserId user) {
    boolean falls = server(world, user).isPresent();
    if (falls) {
      world.crash(user);
    }
  }

  private static void fallSilent(PlatformFixture world, UserId user) {
    world.store.find(user).ifPresent(i -> world.players.unreadable(name(i)));
    server(world, user)
        .flatMap(TaskObservation::privateIp)
        .ifPresent(ip -> world.routes.becomesUnhealthy(ip, "unhealthy: Target.Timeout"));
  }

  private static Optional<TaskObservation> server(PlatformFixture world, UserId user) {
    return world.tasks.live(user).stream().findFirst();
  }

  private static String name(Instance instance) {
    return instance.profile().subdomain().value();
  }
}
