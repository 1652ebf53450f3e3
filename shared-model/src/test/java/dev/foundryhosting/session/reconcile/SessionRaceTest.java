/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.port.PortCalls;
import dev.foundryhosting.instance.reconcile.Concurrently;
import dev.foundryhosting.instance.reconcile.Jitter;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.SharingPolicy.Operation;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.BookingLimits;
import dev.foundryhosting.session.BorrowingLimit;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Timers and people at the same time, each on a thread of its own, again and again. */
class SessionRaceTest {
  private static final int TIMES = Integer.getInteger("races", 50);
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void fourTimersAtOncePrepareEachSessionOnce() {
    often(
        SessionRaceTest::threeEvenings,
        world -> {
          SessionFixture.until(world, SessionFixture.EIGHT.minus(Duration.ofMinutes(5)));
          for (int minute = 0; minute < 8; minute++) {
            together(world, 4, (worker, number) -> tick(worker));
            world.clock.advance(Duration.ofMinutes(1));
            world.cloudMoves();
            together(world, 2, (worker, number) -> sweep(worker));
            SessionInvariants.assertHold(world);
          }

          assertThat(world.store.allSessions())
              .extracting(Session::status)
              .containsOnly(SessionStatus.ACTIVE);
          assertThat(world.tasks.startedEver()).isEqualTo(3);
        });
  }

  @Test
  void aCancellationBetweenTwoTimersLeavesNoServer() {
    often(
        SessionFixture::due,
        world -> {
          SessionId id = SessionFixture.bobs(world).sessionId();
          List<Optional<Session>> answers =
              together(
                  world,
                  3,
                  (worker, number) ->
                      number == 0 ? Optional.of(worker.cancel(BOB, id)) : tick(worker));

          assertThat(answers.getFirst().map(Session::status)).contains(SessionStatus.CANCELLED);
          SessionResidueCheck.pass(world, new EventHistory(world));
          assertThat(world.store.find(id).map(Session::status)).contains(SessionStatus.CANCELLED);
          assertThat(world.tasks.live(BOB)).isEmpty();
          assertThat(world.tasks.startedEver()).isLessThanOrEqualTo(1);
        });
  }

  @Test
  void aCancellationDuringAnAdoptionLeavesTheServerUntouchedOrStopsIt() {
    often(
        SessionFixture::owners,
        world -> {
          SessionId id = world.store.allSessions().getFirst().sessionId();
          together(
              world,
              3,
              (worker, number) ->
                  number == 0 ? Optional.of(worker.cancel(ALICE, id)) : tick(worker));

          SessionResidueCheck.pass(world, new EventHistory(world));
          assertThat(world.store.find(id).map(Session::status)).contains(SessionStatus.CANCELLED);
        });
  }

  @Test
  void oneOfTwentyConcurrentBookingsOfASlotSucceeds() {
    often(
        () -> many(20),
        world -> {
          List<Optional<PlatformException>> refusals =
              together(world, 20, (worker, number) -> booked(worker, number, SessionFixture.EIGHT));

          assertThat(refusals).filteredOn(Optional::isEmpty).hasSize(1);
          assertThat(refusals)
              .filteredOn(Optional::isPresent)
              .extracting(refusal -> refusal.orElseThrow().code())
              .containsOnly(ErrorCode.SESSION_CONFLICT);
          assertThat(world.store.allReservations()).hasSize(1);
          SessionInvariants.assertHold(world);
        });
  }

  @Test
  void fiveOfTwentyConcurrentBookingsOfFiveSlotsSucceed() {
    often(
        () -> many(20),
        world -> {
          List<Optional<PlatformException>> refusals =
              together(
                  world,
                  20,
                  (worker, number) ->
                      booked(
                          worker,
                          number,
                          SessionFixture.EIGHT.plus(HOUR.multipliedBy(2L * (number % 5)))));

          assertThat(refusals).filteredOn(Optional::isEmpty).hasSize(5);
          SessionInvariants.assertHold(world);
        });
  }

  @Test
  void tenConcurrentBookingsOfAUserStayWithinTheLimit() {
    threeOfTenBookingsSucceed(
        new BookingLimits(3, new BorrowingLimit(Duration.ofHours(12))), ErrorCode.INVALID_STATE);
  }

  @Test
  void tenConcurrentBookingsOfABorrowerStayWithinTheWeek() {
    threeOfTenBookingsSucceed(
        new BookingLimits(10, new BorrowingLimit(HOUR.multipliedBy(3))),
        ErrorCode.LICENSE_UNAVAILABLE);
  }

  private static void threeOfTenBookingsSucceed(BookingLimits limits, ErrorCode otherwise) {
    often(
        SessionFixture::lent,
        world -> {
          world.limits = limits;
          List<Optional<PlatformException>> refusals =
              together(
                  world,
                  10,
                  (worker, number) ->
                      refusal(
                          () ->
                              worker.schedule(
                                  BOB,
                                  SessionFixture.EIGHT.plus(HOUR.multipliedBy(2L * number)),
                                  HOUR)));

          assertThat(refusals).filteredOn(Optional::isEmpty).hasSize(3);
          assertThat(refusals)
              .filteredOn(Optional::isPresent)
              .extracting(refusal -> refusal.orElseThrow().code())
              .containsOnly(otherwise);
          SessionInvariants.assertHold(world);
        });
  }

  @Test
  void anOwnerDisplacesWhileTheBorrowersCancelAndTheTimerTicks() {
    often(
        SessionFixture::bookedAhead,
        world -> {
          List<Session> borrowed = world.store.allSessions();
          Instant start = SessionFixture.TOMORROW.plus(HOUR);
          List<Optional<PlatformException>> refusals =
              together(
                  world,
                  5,
                  (worker, number) ->
                      switch (number) {
                        case 0, 1 ->
                            refusal(() -> worker.schedule(ALICE, start, HOUR.multipliedBy(4)));
                        case 2, 3 -> {
                          Session session = borrowed.get(number - 2);
                          yield refusal(() -> worker.cancel(session.userId(), session.sessionId()));
                        }
                        default -> tick(worker);
                      });

          assertThat(refusals.subList(0, 2)).filteredOn(Optional::isEmpty).hasSize(1);
          assertThat(world.store.on(SessionFixture.ALICES))
              .extracting(Reservation::userId)
              .containsExactly(ALICE);
          SessionInvariants.assertHold(world);
          SessionResidueCheck.pass(world, new EventHistory(world));
        });
  }

  @Test
  void aWithdrawalDuringBookingsLeavesNoBorrower() {
    often(
        () -> many(6),
        world -> {
          together(
              world,
              7,
              (worker, number) ->
                  number == 6
                      ? refusal(() -> worker.share(ALICE, Operation.WITHDRAW))
                      : booked(
                          worker,
                          number,
                          SessionFixture.EIGHT.plus(HOUR.multipliedBy(2L * number))));
          // A lost race is retried with the next tick.
          world.clock.advance(Duration.ofMinutes(1));
          world.worker().prepareSessions();

          assertThat(world.store.allReservations()).isEmpty();
          assertThat(world.store.find(SessionFixture.ALICES).orElseThrow().sharing())
              .isEqualTo(SharingState.WITHDRAWN);
          SessionResidueCheck.pass(world, new EventHistory(world));
        });
  }

  @Test
  void stoppingSharingDuringCancellationsEndsInPrivate() {
    often(
        SessionFixture::twoBorrowers,
        world -> {
          List<Session> sessions = world.store.allSessions();
          together(
              world,
              3,
              (worker, number) ->
                  number == 2
                      ? refusal(() -> worker.share(ALICE, Operation.SCHEDULE_STOP))
                      : refusal(
                          () ->
                              worker.cancel(
                                  sessions.get(number).userId(),
                                  sessions.get(number).sessionId())));

          assertThat(world.store.find(SessionFixture.ALICES).orElseThrow().sharing())
              .isEqualTo(SharingState.PRIVATE);
        });
  }

  @Test
  void anOwnersStartDuringAnImmediateBookingNeverSharesTheLicence() {
    often(
        SessionFixture::lent,
        world -> {
          Instant soon = world.clock.instant().plusSeconds(60);
          together(
              world,
              3,
              (worker, number) ->
                  switch (number) {
                    case 0 -> refusal(() -> worker.start(ALICE));
                    case 1 -> refusal(() -> worker.schedule(BOB, soon, HOUR));
                    default -> tick(worker);
                  });

          SessionInvariants.assertHold(world);
          SessionResidueCheck.pass(world, new EventHistory(world));
        });
  }

  @Test
  void twoTicksAMinuteDoTheWorkOfOne() {
    assertThat(evening(2)).isEqualTo(evening(1));
    assertThat(evening(7)).isEqualTo(evening(1));
  }

  /** The end of a session with this many ticks a minute. */
  private static SessionEnd evening(int looks) {
    PlatformFixture world = threeEvenings();
    SessionFixture.until(world, SessionFixture.EIGHT.minus(Duration.ofMinutes(20)));
    for (int minute = 0; minute < 320; minute++) {
      world.clock.advance(Duration.ofMinutes(1));
      world.cloudMoves();
      world.worker().sweep();
      for (int look = 0; look < looks; look++) {
        world.worker().prepareSessions();
      }
    }
    SessionResidueCheck.pass(world, new EventHistory(world));
    assertThat(world.tasks.startedEver()).isEqualTo(3);
    assertThat(world.notifications.published()).doesNotHaveDuplicates();
    return SessionEnd.of(world);
  }

  /** Alice's own session, Bob's on Dora's licence and Carol's on Emil's, all at eight. */
  private static PlatformFixture threeEvenings() {
    PlatformFixture world = SessionFixture.lent();
    for (String name : List.of("dora", "emil")) {
      world.worker().create(PlatformFixture.owner(new UserId(name), name));
      world.worker().share(new UserId(name), Operation.SHARE);
    }
    for (UserId user : List.of(ALICE, BOB, SessionFixture.CAROL)) {
      SessionFixture.book(world, user);
    }
    return world;
  }

  private static PlatformFixture many(int count) {
    PlatformFixture world = new PlatformFixture();
    world.worker().create(PlatformFixture.owner(ALICE, "alice"));
    world.worker().share(ALICE, Operation.SHARE);
    for (int number = 0; number < count; number++) {
      world.worker().create(PlatformFixture.pooled(player(number), "player-" + number));
    }
    return world;
  }

  private static UserId player(int number) {
    return new UserId("player-" + number);
  }

  private static Optional<PlatformException> booked(
      PlatformFixture.Worker worker, int number, Instant start) {
    return refusal(() -> worker.schedule(player(number), start, HOUR));
  }

  private static Optional<PlatformException> refusal(Runnable command) {
    try {
      command.run();
      return Optional.empty();
    } catch (PlatformException e) {
      return Optional.of(e);
    }
  }

  private static <T> Optional<T> tick(PlatformFixture.Worker worker) {
    assertThat(worker.prepareSessions().troubled()).isZero();
    return Optional.empty();
  }

  private static <T> Optional<T> sweep(PlatformFixture.Worker worker) {
    assertThat(worker.sweep().failed()).isZero();
    return Optional.empty();
  }

  /** What one of several does, each in a function of its own. */
  private interface Part<T> {
    T by(PlatformFixture.Worker worker, int number);
  }

  private static <T> List<T> together(PlatformFixture world, int count, Part<T> part) {
    List<Function<Integer, T>> parts = new ArrayList<>();
    IntStream.range(0, count)
        .forEach(
            number -> {
              PortCalls jitter = new Jitter();
              PlatformFixture.Worker worker = world.worker(jitter);
              parts.add(each -> part.by(worker, each));
            });
    return Concurrently.run(count, number -> parts.get(number).apply(number));
  }

  private static void often(Supplier<PlatformFixture> before, Consumer<PlatformFixture> race) {
    for (int time = 1; time <= TIMES; time++) {
      try {
        race.accept(before.get());
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("race " + time + ": " + e.getMessage(), e);
      }
    }
  }
}
