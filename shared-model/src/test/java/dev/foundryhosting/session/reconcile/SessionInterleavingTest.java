/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.port.Interruption;
import dev.foundryhosting.instance.reconcile.CrashInjector;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.license.SharingPolicy.Operation;
import dev.foundryhosting.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two functions at once, in every order that there is: in the middle of one, before and after every
 * single call of a port in turn, another comes and goes.
 */
class SessionInterleavingTest {
  /** What a function does. */
  private enum Doing {
    BOBS_BOOKING,
    CAROLS_BOOKING,
    BOOKING_FOR_NOW,
    CANCELLING,
    TICK,
    FIRST_ONES_TICK,
    SWEEP,
    UNSHARING,
    SCHEDULING_STOP,
    WITHDRAWING,
    SHARING,
    CLEANING_UP,
    OWNERS_START,
    OWNERS_STOP,
    BORROWERS_START,
    BORROWERS_STOP,
    DESTROYING_BORROWER,
    DESTROYING_OWNER,
    DELETING_OWNER;

    void by(PlatformFixture.Worker worker, PlatformFixture world) {
      Instant now = world.clock.instant();
      switch (this) {
        case BOBS_BOOKING ->
            worker.schedule(BOB, SessionFixture.EIGHT, SessionFixture.SESSION_LENGTH);
        case CAROLS_BOOKING ->
            worker.schedule(
                SessionFixture.CAROL, SessionFixture.EIGHT, SessionFixture.SESSION_LENGTH);
        case BOOKING_FOR_NOW ->
            worker.schedule(BOB, now.plusSeconds(30), SessionFixture.SESSION_LENGTH);
        case CANCELLING -> {
          Session first = first(world);
          worker.cancel(first.userId(), first.sessionId());
        }
        case FIRST_ONES_TICK ->
            worker.sessionReconciler().advance(first(world).sessionId(), world.deadline());
        case TICK -> worker.prepareSessions();
        case SWEEP -> worker.sweep();
        case UNSHARING -> worker.share(ALICE, Operation.UNSHARE);
        case SCHEDULING_STOP -> worker.share(ALICE, Operation.SCHEDULE_STOP);
        case WITHDRAWING -> worker.share(ALICE, Operation.WITHDRAW);
        case SHARING -> worker.share(ALICE, Operation.SHARE);
        case CLEANING_UP -> worker.cleanUp(ALICE);
        case OWNERS_START -> worker.start(ALICE);
        case OWNERS_STOP -> worker.stop(ALICE);
        case BORROWERS_START -> worker.start(BOB);
        case BORROWERS_STOP -> worker.stop(BOB);
        case DESTROYING_BORROWER -> worker.destroy(BOB, false);
        case DESTROYING_OWNER -> worker.destroy(ALICE, false);
        case DELETING_OWNER -> worker.deleteUser(ALICE);
      }
    }

    private static Session first(PlatformFixture world) {
      return world.store.allSessions().stream()
          .min(Comparator.comparing(session -> session.slot().start()))
          .orElseThrow();
    }
  }

  private static final int ATTEMPTS = 50;
  private static final int REHEARSALS = 3;

  private record Scenario(
      String given, Supplier<PlatformFixture> before, Doing command, Doing meanwhile) {
    @Override
    public String toString() {
      return given + ": " + command + ", " + meanwhile;
    }
  }

  static Stream<Scenario> pairs() {
    return Stream.of(
            either("lent", SessionFixture::lent, Doing.BOBS_BOOKING, Doing.CAROLS_BOOKING),
            either("lent", SessionFixture::lent, Doing.BOBS_BOOKING, Doing.BOBS_BOOKING),
            either("lent", SessionFixture::lent, Doing.BOBS_BOOKING, Doing.WITHDRAWING),
            either("lent", SessionFixture::lent, Doing.BOBS_BOOKING, Doing.UNSHARING),
            either("lent", SessionFixture::lent, Doing.BOBS_BOOKING, Doing.TICK),
            either("lent", SessionFixture::lent, Doing.BOBS_BOOKING, Doing.DESTROYING_BORROWER),
            either("lent", SessionFixture::lent, Doing.BOBS_BOOKING, Doing.DESTROYING_OWNER),
            either("lent", SessionFixture::lent, Doing.BOBS_BOOKING, Doing.DELETING_OWNER),
            either("lent", SessionFixture::lent, Doing.BOOKING_FOR_NOW, Doing.OWNERS_START),
            either("booked", SessionFixture::booked, Doing.CANCELLING, Doing.UNSHARING),
            either("booked", SessionFixture::booked, Doing.CANCELLING, Doing.SCHEDULING_STOP),
            either("booked", SessionFixture::booked, Doing.CANCELLING, Doing.WITHDRAWING),
            either("booked", SessionFixture::booked, Doing.CANCELLING, Doing.CANCELLING),
            either("due", SessionFixture::due, Doing.TICK, Doing.TICK),
            either("due", SessionFixture::due, Doing.TICK, Doing.CANCELLING),
            either("due", SessionFixture::due, Doing.TICK, Doing.BORROWERS_START),
            either("due", SessionFixture::due, Doing.TICK, Doing.WITHDRAWING),
            either("due", SessionFixture::due, Doing.TICK, Doing.DESTROYING_BORROWER),
            either("due", SessionFixture::due, Doing.TICK, Doing.DESTROYING_OWNER),
            either("due", SessionFixture::due, Doing.BORROWERS_START, Doing.CANCELLING),
            either("due", SessionFixture::due, Doing.BORROWERS_START, Doing.WITHDRAWING),
            either("ready", SessionFixture::ready, Doing.TICK, Doing.TICK),
            either("ready", SessionFixture::ready, Doing.TICK, Doing.CANCELLING),
            either("ready", SessionFixture::ready, Doing.TICK, Doing.WITHDRAWING),
            either("ready", SessionFixture::ready, Doing.TICK, Doing.BORROWERS_STOP),
            either("owner's", SessionFixture::owners, Doing.TICK, Doing.TICK),
            either("owner's", SessionFixture::owners, Doing.TICK, Doing.CANCELLING),
            either("owner's", SessionFixture::owners, Doing.TICK, Doing.SWEEP),
            either("owner's", SessionFixture::owners, Doing.TICK, Doing.OWNERS_STOP),
            either("owner's", SessionFixture::owners, Doing.TICK, Doing.DESTROYING_OWNER),
            either("in the way", SessionFixture::ownerPlays, Doing.TICK, Doing.CANCELLING),
            either("in the way", SessionFixture::ownerPlays, Doing.TICK, Doing.SWEEP),
            either("over", SessionFixture::over, Doing.TICK, Doing.TICK),
            either("over", SessionFixture::over, Doing.TICK, Doing.WITHDRAWING),
            either("over", SessionFixture::over, Doing.TICK, Doing.CANCELLING),
            either("over", SessionFixture::over, Doing.TICK, Doing.SCHEDULING_STOP),
            either("over", SessionFixture::over, Doing.OWNERS_START, Doing.TICK),
            either("overtime", SessionFixture::overtime, Doing.OWNERS_START, Doing.OWNERS_START),
            either("overtime", SessionFixture::overtime, Doing.OWNERS_START, Doing.SWEEP),
            either("overtime", SessionFixture::overtime, Doing.OWNERS_START, Doing.BORROWERS_STOP),
            either("overtime", SessionFixture::overtime, Doing.OWNERS_START, Doing.BOOKING_FOR_NOW),
            either("overtime", SessionFixture::overtime, Doing.OWNERS_START, Doing.WITHDRAWING),
            either("behind", SessionFixture::late, Doing.TICK, Doing.TICK),
            either("behind", SessionFixture::late, Doing.FIRST_ONES_TICK, Doing.TICK),
            either("long behind", SessionFixture::hoursLate, Doing.FIRST_ONES_TICK, Doing.TICK),
            either("last one", SessionFixture::sharingStops, Doing.CANCELLING, Doing.SHARING),
            either("last one", SessionFixture::sharingStops, Doing.CANCELLING, Doing.CLEANING_UP),
            either("two", SessionFixture::twoBorrowers, Doing.WITHDRAWING, Doing.TICK),
            either("two", SessionFixture::twoBorrowers, Doing.WITHDRAWING, Doing.SHARING),
            either("two", SessionFixture::twoBorrowers, Doing.WITHDRAWING, Doing.BORROWERS_STOP),
            either("two", SessionFixture::twoBorrowers, Doing.DESTROYING_OWNER, Doing.TICK),
            either("two", SessionFixture::twoBorrowers, Doing.DELETING_OWNER, Doing.SHARING))
        .flatMap(pair -> pair);
  }

  /** Each of the two in the middle of the other. */
  private static Stream<Scenario> either(
      String given, Supplier<PlatformFixture> before, Doing one, Doing other) {
    Scenario first = new Scenario(given, before, one, other);
    return one == other
        ? Stream.of(first)
        : Stream.of(first, new Scenario(given, before, other, one));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void anyInterleavingOfTwoCommandsHasAValidEnd(Scenario scenario) {
    for (String point : points(scenario)) {
      // A tick advances its sessions in parallel: one may have done what another needs.
      int met = 0;
      for (int attempt = 0; attempt < ATTEMPTS && met == 0; attempt++) {
        while (interrupted(scenario, point, met + 1)) {
          met++;
        }
      }
      assertThat(met).as("how often %s was met", point).isPositive();
    }
  }

  /** The calls that the command makes each time: steps that run in parallel vary the others. */
  private static Set<String> points(Scenario scenario) {
    Set<String> common = new LinkedHashSet<>();
    for (int i = 0; i < REHEARSALS; i++) {
      PlatformFixture rehearsal = scenario.before().get();
      CrashInjector recorder = CrashInjector.immortal();
      attempt(rehearsal, rehearsal.worker(recorder), scenario.command()::by);
      if (i == 0) {
        common.addAll(recorder.points());
      } else {
        common.retainAll(recorder.points());
      }
    }
    return common;
  }

  private static boolean interrupted(Scenario scenario, String point, int occurrence) {
    PlatformFixture world = scenario.before().get();
    Interruption interruption =
        new Interruption(
            point,
            occurrence,
            () -> {
              world.clock.advance(Duration.ofMillis(1));
              attempt(world, world.worker(), scenario.meanwhile()::by);
            });
    attempt(world, world.worker(interruption), scenario.command()::by);
    if (!interruption.happened()) {
      return false;
    }
    try {
      SessionInvariants.assertHold(world);
      SessionResidueCheck.pass(world, new EventHistory(world));
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "%s %s, time %d: %s".formatted(scenario, point, occurrence, e.getMessage()), e);
    }
    return true;
  }

  /** Refusals are as good as obedience; a failure would be a defect, for nothing fails here. */
  private static void attempt(
      PlatformFixture world,
      PlatformFixture.Worker worker,
      BiConsumer<PlatformFixture.Worker, PlatformFixture> command) {
    try {
      command.accept(worker, world);
    } catch (PlatformException e) {
      assertThat(e.code())
          .as(e.getMessage())
          .isIn(
              ErrorCode.INSTANCE_NOT_FOUND,
              ErrorCode.INVALID_STATE,
              ErrorCode.LICENSE_IN_USE,
              ErrorCode.LICENSE_NOT_FOUND,
              ErrorCode.LICENSE_UNAVAILABLE,
              ErrorCode.SESSION_CONFLICT,
              ErrorCode.DEPENDENCY_FAILED);
    }
  }
}
