/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.reconcile.CrashInjector;
import dev.foundryhosting.instance.reconcile.FaultInjector;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.SharingPolicy.Operation;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.BookingLimits;
import dev.foundryhosting.session.BorrowingLimit;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionText;
import dev.foundryhosting.session.command.ScheduleSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
 * Three owners and five players give any commands in any order, timers are late, processes crash
 * and AWS fails: the invariants hold after every step, every change of a session has a cause, and
 * in the end every session is over and every event is published.
 */
class SessionHistoriesTest {
  private static final List<UserId> OWNERS =
      List.of(new UserId("anna"), new UserId("ben"), new UserId("cleo"));
  private static final List<UserId> PLAYERS =
      List.of(
          new UserId("dan"),
          new UserId("eva"),
          new UserId("finn"),
          new UserId("gina"),
          new UserId("hugo"));

  private static final List<Duration> AHEAD =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(6),
          Duration.ofMinutes(16),
          Duration.ofMinutes(31),
          Duration.ofMinutes(50),
          Duration.ofMinutes(90),
          Duration.ofHours(4),
          Duration.ofHours(26),
          Duration.ofHours(50));
  private static final List<Duration> LENGTHS =
      List.of(
          Duration.ofMinutes(15),
          Duration.ofMinutes(40),
          Duration.ofMinutes(90),
          Duration.ofHours(4));

  /** What is done in one step. */
  enum Command {
    CREATE,
    BOOK,
    BOOK_BEHIND,
    DISPLACE,
    CANCEL,
    START,
    STOP,
    SHARE,
    UNSHARE,
    SCHEDULE_STOP,
    CANCEL_STOP,
    WITHDRAW,
    REACTIVATE,
    CLEAN_UP,
    DESTROY,
    DESTROY_KEEPING_LICENSE,
    DELETE_USER,
    PREPARE,
    SWEEP,
    RECONCILE,
    CLOUD_MOVES,
    MINUTES_PASS,
    SECONDS_PASS,
    UNTIL_DUE,
    QUARTER_HOUR_PASSES,
    HOURS_PASS
  }

  /**
   * One step: a command, its user, and a fault in it.
   *
   * @param choice decides whatever else there is to choose
   */
  record Act(Command command, int who, int choice, FaultInjector.Kind fault, int at) {
    UserId user() {
      return who < OWNERS.size() ? OWNERS.get(who) : PLAYERS.get(who - OWNERS.size());
    }

    UserId owner() {
      return OWNERS.get(who % OWNERS.size());
    }

    /** Whoever asks for it. */
    UserId asking() {
      return sharing().isPresent() || command == Command.DISPLACE ? owner() : user();
    }

    Optional<Operation> sharing() {
      return switch (command) {
        case SHARE -> Optional.of(Operation.SHARE);
        case UNSHARE -> Optional.of(Operation.UNSHARE);
        case SCHEDULE_STOP -> Optional.of(Operation.SCHEDULE_STOP);
        case CANCEL_STOP -> Optional.of(Operation.CANCEL_STOP);
        case WITHDRAW -> Optional.of(Operation.WITHDRAW);
        case REACTIVATE -> Optional.of(Operation.REACTIVATE);
        case CREATE,
            BOOK,
            BOOK_BEHIND,
            DISPLACE,
            CANCEL,
            START,
            STOP,
            CLEAN_UP,
            DESTROY,
            DESTROY_KEEPING_LICENSE,
            DELETE_USER,
            PREPARE,
            SWEEP,
            RECONCILE,
            CLOUD_MOVES,
            MINUTES_PASS,
            SECONDS_PASS,
            UNTIL_DUE,
            QUARTER_HOUR_PASSES,
            HOURS_PASS ->
            Optional.empty();
      };
    }

    @Override
    public String toString() {
      String wrong = fault == FaultInjector.Kind.NOTHING ? "" : " " + fault + "@" + at;
      return command + " " + asking() + " " + choice + wrong;
    }
  }

  @Provide
  Arbitrary<List<Act>> histories() {
    Arbitrary<Command> deeds =
        Arbitraries.frequency(
            Tuple.of(3, Command.CREATE),
            Tuple.of(14, Command.BOOK),
            Tuple.of(6, Command.BOOK_BEHIND),
            Tuple.of(8, Command.DISPLACE),
            Tuple.of(4, Command.CANCEL),
            Tuple.of(6, Command.START),
            Tuple.of(3, Command.STOP),
            Tuple.of(4, Command.SHARE),
            Tuple.of(2, Command.UNSHARE),
            Tuple.of(2, Command.SCHEDULE_STOP),
            Tuple.of(1, Command.CANCEL_STOP),
            Tuple.of(2, Command.WITHDRAW),
            Tuple.of(1, Command.REACTIVATE),
            Tuple.of(1, Command.CLEAN_UP),
            Tuple.of(2, Command.DESTROY),
            Tuple.of(1, Command.DESTROY_KEEPING_LICENSE),
            Tuple.of(1, Command.DELETE_USER),
            Tuple.of(8, Command.PREPARE),
            Tuple.of(3, Command.SWEEP),
            Tuple.of(2, Command.RECONCILE),
            Tuple.of(3, Command.CLOUD_MOVES),
            Tuple.of(8, Command.MINUTES_PASS),
            Tuple.of(2, Command.SECONDS_PASS),
            Tuple.of(8, Command.UNTIL_DUE),
            Tuple.of(2, Command.QUARTER_HOUR_PASSES),
            Tuple.of(2, Command.HOURS_PASS));
    Arbitrary<FaultInjector.Kind> mishaps =
        Arbitraries.frequency(
            Tuple.of(8, FaultInjector.Kind.NOTHING),
            Tuple.of(2, FaultInjector.Kind.DEATH),
            Tuple.of(1, FaultInjector.Kind.OUTAGE));
    return Combinators.combine(
            deeds,
            Arbitraries.integers().between(0, OWNERS.size() + PLAYERS.size() - 1),
            Arbitraries.integers().between(0, 63),
            mishaps,
            Arbitraries.integers().between(1, 40))
        .as(Act::new)
        .list()
        .ofMinSize(10)
        .ofMaxSize(40);
  }

  /** As many as {@code jqwik.tries.default} says; ten thousand with {@code -Pthorough}. */
  @Property
  void everyHistoryHasAValidEnd(@ForAll("histories") List<Act> acts) {
    live(acts);
  }

  private static void live(List<Act> acts) {
    PlatformFixture world = new PlatformFixture();
    world.limits = new BookingLimits(3, new BorrowingLimit(Duration.ofHours(6)));
    begin(world);
    EventHistory history = new EventHistory(world);
    List<String> lived = new ArrayList<>();
    try {
      for (Act act : acts) {
        world.clock.advance(Duration.ofMillis(1));
        lived.add(world.clock.instant() + " " + act + " -> " + perform(world, history, act));
        SessionInvariants.assertHold(world);
        history.assertExplained();
      }
      SessionResidueCheck.pass(world, history);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(e.getMessage() + "\nHistory:\n" + String.join("\n", lived), e);
    }
  }

  /** All users have a server, and two of three owners share their licence. */
  private static void begin(PlatformFixture world) {
    PlatformFixture.Worker worker = world.worker();
    OWNERS.forEach(user -> worker.create(PlatformFixture.owner(user, user.value())));
    PLAYERS.forEach(user -> worker.create(PlatformFixture.pooled(user, user.value())));
    OWNERS.subList(0, 2).forEach(user -> worker.share(user, Operation.SHARE));
  }

  private static String perform(PlatformFixture world, EventHistory history, Act act) {
    FaultInjector fault = new FaultInjector(act.fault(), act.at());
    PlatformFixture.Worker worker =
        world.worker(
            history.during(
                new EventHistory.Command(
                    act.asking(), act.sharing(), act.command() == Command.CANCEL),
                fault));
    try {
      act(world, worker, act);
      return "ok";
    } catch (CrashInjector.Died died) {
      return died.getMessage();
    } catch (PlatformException e) {
      if (!fault.happened()) {
        assertThat(e.code())
            .as(act + ", where nothing went wrong: " + e.getMessage())
            .isNotIn(ErrorCode.DEPENDENCY_FAILED, ErrorCode.INTERNAL_ERROR, ErrorCode.CONFLICT);
      }
      return e.code() + (fault.happened() ? " after an outage" : "");
    }
  }

  private static void act(PlatformFixture world, PlatformFixture.Worker worker, Act act) {
    UserId user = act.user();
    switch (act.command()) {
      case CREATE ->
          worker.create(
              OWNERS.contains(user)
                  ? PlatformFixture.owner(user, user.value())
                  : PlatformFixture.pooled(user, user.value()));
      case BOOK -> book(world, worker, act, world.clock.instant().plus(of(AHEAD, act.choice())));
      case BOOK_BEHIND -> bookBehind(world, worker, act);
      case DISPLACE -> displace(world, worker, act);
      case CANCEL -> one(world, act).ifPresent(id -> worker.cancel(user, id));
      case START -> worker.start(user);
      case STOP -> worker.stop(user);
      case SHARE, UNSHARE, SCHEDULE_STOP, CANCEL_STOP, WITHDRAW, REACTIVATE ->
          worker.share(act.owner(), act.sharing().orElseThrow());
      case CLEAN_UP -> worker.cleanUp(act.owner());
      case DESTROY -> worker.destroy(user, false);
      case DESTROY_KEEPING_LICENSE -> worker.destroy(user, true);
      case DELETE_USER -> worker.deleteUser(user);
      case PREPARE -> worker.prepareSessions();
      case SWEEP -> worker.sweep();
      case RECONCILE -> worker.reconcile(user);
      case CLOUD_MOVES -> world.cloudMoves();
      case MINUTES_PASS -> minutes(world, worker, 1 + act.choice() % 8);
      case SECONDS_PASS -> world.clock.advance(Duration.ofSeconds(10));
      case UNTIL_DUE -> untilDue(world);
      case QUARTER_HOUR_PASSES -> world.clock.advance(Duration.ofMinutes(15));
      case HOURS_PASS -> world.clock.advance(Duration.ofHours(1 + act.choice() % 3));
    }
  }

  private static void book(
      PlatformFixture world, PlatformFixture.Worker worker, Act act, Instant start) {
    Optional<LicenseId> preferred =
        act.choice() % 3 == 0
            ? Optional.of(LicenseId.ofOwner(of(OWNERS, act.choice())))
            : Optional.empty();
    book(world, worker, act, start, preferred);
  }

  private static void book(
      PlatformFixture world,
      PlatformFixture.Worker worker,
      Act act,
      Instant start,
      Optional<LicenseId> preferred) {
    worker
        .scheduling()
        .schedule(
            new ScheduleSession.BookingRequest(
                act.asking(),
                start,
                start.plus(of(LENGTHS, act.choice() / AHEAD.size())),
                new SessionText(SessionText.UNTITLED, Optional.empty(), Optional.empty()),
                preferred),
            world.deadline());
  }

  /** An owner wants a time on the own licence that a borrower booked. */
  private static void displace(PlatformFixture world, PlatformFixture.Worker worker, Act act) {
    LicenseId own = LicenseId.ofOwner(act.owner());
    List<Reservation> borrowed = world.store.borrowed(own);
    if (!borrowed.isEmpty()) {
      Instant start = of(borrowed, act.choice()).slot().start();
      book(world, worker, act, start, Optional.of(own).filter(id -> act.choice() % 4 > 0));
    }
  }

  /** Just as close behind another session as may be, or a minute closer. */
  private static void bookBehind(PlatformFixture world, PlatformFixture.Worker worker, Act act) {
    List<Reservation> booked =
        world.store.allReservations().stream()
            .sorted(Comparator.comparing(r -> r.sessionId().value()))
            .toList();
    if (!booked.isEmpty()) {
      Instant end = of(booked, act.choice()).slot().end();
      book(world, worker, act, end.plus(Duration.ofMinutes(15 - act.choice() % 2)));
    }
  }

  /** One of the user's sessions, be it open or not. */
  private static Optional<SessionId> one(PlatformFixture world, Act act) {
    List<SessionId> all =
        world.store.allSessions().stream()
            .filter(session -> session.userId().equals(act.user()))
            .sorted(
                Comparator.comparing((Session session) -> !session.status().open())
                    .thenComparing(session -> session.sessionId().value()))
            .map(Session::sessionId)
            .toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(of(all, act.choice() % 3));
  }

  /** The undisturbed platform: the timers tick each minute. */
  private static void minutes(PlatformFixture world, PlatformFixture.Worker worker, int count) {
    for (int minute = 0; minute < count; minute++) {
      world.clock.advance(Duration.ofSeconds(60));
      world.cloudMoves();
      worker.sweep();
      worker.prepareSessions();
    }
  }

  private static void untilDue(PlatformFixture world) {
    Instant now = world.clock.instant();
    world.store.allSessions().stream()
        .flatMap(session -> session.dueAt().stream())
        .filter(now::isBefore)
        .min(Comparator.naturalOrder())
        .ifPresent(due -> world.clock.advance(Duration.between(now, due)));
  }

  private static <T> T of(List<T> some, int choice) {
    return some.get(choice % some.size());
  }
}
