/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.port.Outage;
import dev.foundryhosting.instance.port.PortCalls;
import dev.foundryhosting.instance.reconcile.CrashInjector;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.license.SharingPolicy.Operation;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The process crashes before and after every call of a port, in turn; then AWS fails at every call.
 * The timers go on, and the end is that of an undisturbed command, or that of no command; never
 * anything between the two.
 */
class SessionCrashTest {
  /** Failures without an effect, and failures with an unknown effect. */
  private static final List<Outage.Kind> KINDS = List.of(Outage.Kind.REFUSAL, Outage.Kind.TIME_OUT);

  /**
   * @param before a world, just before it happens
   * @param sharing what an owner asks for
   * @param command done by the process that dies
   */
  private record Scenario(
      String name,
      Supplier<PlatformFixture> before,
      UserId user,
      Optional<Operation> sharing,
      BiConsumer<PlatformFixture, PlatformFixture.Worker> command) {
    EventHistory.Command asked() {
      return new EventHistory.Command(user, sharing, true);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Scenario> scenarios() {
    return Stream.of(
        asked("book", SessionFixture::lent, BOB, (world, worker) -> book(worker)),
        asked(
            "displace two borrowers",
            SessionFixture::bookedAhead,
            ALICE,
            (world, worker) -> displace(worker)),
        timer("warn the owner who plays", SessionFixture::ownerPlays),
        timer("prepare", SessionFixture::due),
        timer("activate", SessionFixture::ready),
        timer("take over the owner's own server", SessionFixture::owners),
        timer("complete", SessionFixture::over),
        timer("give up", SessionFixture::neverStarted),
        asked("cancel ahead", SessionFixture::booked, BOB, SessionCrashTest::cancel),
        asked("cancel while active", SessionFixture::active, BOB, SessionCrashTest::cancel),
        asked(
            "cancel the last on a licence",
            SessionFixture::sharingStops,
            BOB,
            SessionCrashTest::cancel),
        owners("take back from two borrowers", SessionFixture::twoBorrowers, Operation.WITHDRAW),
        owners("take back where a borrower plays on", SessionFixture::overtime, Operation.WITHDRAW),
        owners("lend no more", SessionFixture::twoBorrowers, Operation.UNSHARE),
        asked(
            "start where a borrower plays on",
            SessionFixture::overtime,
            ALICE,
            (world, worker) -> startInVain(worker)),
        asked(
            "delete a borrower",
            SessionFixture::active,
            BOB,
            (world, worker) -> worker.deleteUser(BOB)),
        asked(
            "destroy a borrower's server",
            SessionFixture::active,
            BOB,
            (world, worker) -> worker.destroy(BOB, false)),
        asked(
            "destroy the owner's server under two borrowers",
            SessionFixture::twoBorrowers,
            ALICE,
            (world, worker) -> worker.destroy(ALICE, false)),
        asked(
            "delete the owner under two borrowers",
            SessionFixture::twoBorrowers,
            ALICE,
            (world, worker) -> worker.deleteUser(ALICE)));
  }

  private static Scenario asked(
      String name,
      Supplier<PlatformFixture> before,
      UserId user,
      BiConsumer<PlatformFixture, PlatformFixture.Worker> command) {
    return new Scenario(name, before, user, Optional.empty(), command);
  }

  private static Scenario owners(
      String name, Supplier<PlatformFixture> before, Operation operation) {
    return new Scenario(
        name,
        before,
        ALICE,
        Optional.of(operation),
        (world, worker) -> worker.share(ALICE, operation));
  }

  private static Scenario timer(String name, Supplier<PlatformFixture> before) {
    return asked(name, before, ALICE, (world, worker) -> worker.prepareSessions());
  }

  private static void book(PlatformFixture.Worker worker) {
    var unused = worker.schedule(BOB, SessionFixture.EIGHT, SessionFixture.SESSION_LENGTH);
  }

  private static void displace(PlatformFixture.Worker worker) {
    var unused =
        worker.schedule(
            ALICE, SessionFixture.TOMORROW.plus(Duration.ofHours(1)), Duration.ofHours(4));
  }

  /** The borrower has ten minutes to end. */
  private static void startInVain(PlatformFixture.Worker worker) {
    try {
      var unused = worker.start(ALICE);
    } catch (PlatformException e) {
      if (e.code() != ErrorCode.LICENSE_IN_USE) {
        throw e;
      }
    }
  }

  private static void cancel(PlatformFixture world, PlatformFixture.Worker worker) {
    var unused = worker.cancel(BOB, SessionFixture.bobs(world).sessionId());
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void theTimersFinishTheWorkOfACrashedProcess(Scenario scenario) {
    List<SessionEnd> ends = ends(scenario);
    for (String point : pointsOf(scenario)) {
      int occurrence = 1;
      while (diesAt(point, occurrence, scenario, ends)) {
        occurrence++;
      }
      assertThat(occurrence).as("deaths " + point).isGreaterThan(1);
    }
  }

  private static boolean diesAt(
      String point, int occurrence, Scenario scenario, List<SessionEnd> ends) {
    PlatformFixture world = scenario.before().get();
    EventHistory history = new EventHistory(world);
    CrashInjector crash = new CrashInjector(point, occurrence);
    try {
      scenario.command().accept(world, world.worker(history.during(scenario.asked(), crash)));
      return false;
    } catch (CrashInjector.Died died) {
      check(world, history, ends, "%s, died %s, time %d".formatted(scenario, point, occurrence));
      return true;
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void theTimersFinishTheWorkAfterAFailureOfAws(Scenario scenario) {
    List<SessionEnd> ends = ends(scenario);
    for (Outage.Kind kind : KINDS) {
      for (String point : pointsOf(scenario)) {
        int occurrence = 1;
        while (failsAt(point, occurrence, kind, scenario, ends)) {
          occurrence++;
        }
        assertThat(occurrence > 1).as(kind + " " + point).isEqualTo(Outage.possible(point, kind));
      }
    }
  }

  private static boolean failsAt(
      String point, int occurrence, Outage.Kind kind, Scenario scenario, List<SessionEnd> ends) {
    if (!Outage.possible(point, kind)) {
      return false;
    }
    PlatformFixture world = scenario.before().get();
    EventHistory history = new EventHistory(world);
    Outage outage = new Outage(point, occurrence, kind);
    try {
      scenario.command().accept(world, world.worker(history.during(scenario.asked(), outage)));
    } catch (PlatformException e) {
      assertThat(e.code())
          .as(e.getMessage())
          .isIn(
              ErrorCode.DEPENDENCY_FAILED,
              // A lost answer may make a command meet its own effect.
              ErrorCode.INVALID_STATE,
              ErrorCode.SESSION_CONFLICT);
    }
    if (outage.happened()) {
      check(
          world, history, ends, "%s, %s %s, time %d".formatted(scenario, kind, point, occurrence));
    }
    return outage.happened();
  }

  /** With the command, and without it. */
  private static List<SessionEnd> ends(Scenario scenario) {
    PlatformFixture obeyed = scenario.before().get();
    EventHistory history = new EventHistory(obeyed);
    PortCalls calls = history.during(scenario.asked(), PortCalls.undisturbed());
    scenario.command().accept(obeyed, obeyed.worker(calls));
    SessionResidueCheck.pass(obeyed, history);
    PlatformFixture left = scenario.before().get();
    SessionResidueCheck.pass(left, new EventHistory(left));
    return List.of(SessionEnd.of(obeyed), SessionEnd.of(left));
  }

  /** Every point that the command passes when nothing goes wrong. */
  private static Set<String> pointsOf(Scenario scenario) {
    PlatformFixture world = scenario.before().get();
    CrashInjector recorder = CrashInjector.immortal();
    scenario.command().accept(world, world.worker(recorder));
    Set<String> points = new TreeSet<>(recorder.points());
    assertThat(points).as("points of " + scenario).hasSizeGreaterThanOrEqualTo(6);
    return points;
  }

  private static void check(
      PlatformFixture world, EventHistory history, List<SessionEnd> ends, String what) {
    try {
      SessionInvariants.assertHold(world);
      SessionResidueCheck.pass(world, history);
      assertThat(SessionEnd.of(world)).isIn(ends);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(what + ": " + e.getMessage(), e);
    }
  }
}
