/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.Desired;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.port.PortCalls;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Without further commands and faults the timers tick each minute and the cloud moves, until every
 * session is over.
 */
final class SessionResidueCheck {
  /** By then what was left lying has been put right. */
  private static final Duration PUT_RIGHT = Duration.ofMinutes(25);

  private static final int TICKS = 3_000;

  private final PlatformFixture world;
  private final PlatformFixture.Worker worker;
  private final Instant begin;
  private final Set<SessionId> serving = new HashSet<>();
  private final Set<SessionId> promised = new HashSet<>();

  private SessionResidueCheck(PlatformFixture world, EventHistory history) {
    this.world = world;
    this.worker =
        world.worker(
            history.during(
                EventHistory.Command.of(PlatformFixture.ALICE), PortCalls.undisturbed()));
    this.begin = world.clock.instant();
  }

  /** Lets time pass until nothing is left to do; fails when that never comes. */
  static void pass(PlatformFixture world, EventHistory history) {
    new SessionResidueCheck(world, history).pass();
    history.assertExplained();
    SessionInvariants.assertOver(world, history);
  }

  private void pass() {
    world.store.allSessions().stream()
        .filter(session -> session.status() == SessionStatus.SCHEDULED)
        .filter(session -> session.slot().start().isAfter(begin.plus(PUT_RIGHT.multipliedBy(2))))
        .forEach(session -> promised.add(session.sessionId()));
    for (int tick = 0; !over(); tick++) {
      assertThat(tick).as("ticks until all is over; left: %s", left()).isLessThan(TICKS);
      world.clock.advance(pause());
      world.cloudMoves();
      worker.sweep();
      worker.prepareSessions();
      SessionInvariants.assertHold(world);
      assertServed();
      assertNobodyOverstays();
    }
    for (SessionId id : promised) {
      // Whoever was erased meanwhile has no sessions, kept or not.
      world.store.find(id).ifPresent(SessionResidueCheck::assertKept);
    }
  }

  /** What was booked and not disturbed takes place. */
  private static void assertKept(Session session) {
    boolean reasonOfOthers =
        session
            .reason()
            .filter(
                why ->
                    why.startsWith("The owner took the licence back.")
                        || why.startsWith("The server was destroyed."))
            .isPresent();
    assertThat(reasonOfOthers || session.status() == SessionStatus.COMPLETED)
        .as("that it took place: %s", session)
        .isTrue();
  }

  /** Whoever plays in a session plays until its end. */
  private void assertServed() {
    for (Session session : world.store.allSessions()) {
      boolean served =
          world
              .store
              .find(session.userId())
              .filter(i -> i.status() == Status.RUNNING)
              .flatMap(Instance::run)
              .flatMap(Run::booking)
              .filter(session.reservation()::equals)
              .isPresent();
      if (session.status() != SessionStatus.ACTIVE) {
        serving.remove(session.sessionId());
      } else if (served) {
        serving.add(session.sessionId());
      } else {
        assertThat(serving).as("lost its server: %s", session).doesNotContain(session.sessionId());
      }
    }
  }

  private void assertNobodyOverstays() {
    Instant now = world.clock.instant();
    if (now.isBefore(begin.plus(PUT_RIGHT))) {
      return;
    }
    world.store.allInstances().stream()
        .filter(instance -> instance.desired() == Desired.RUNNING)
        .flatMap(instance -> instance.run().flatMap(Run::booking).stream())
        .forEach(
            booking ->
                assertThat(now)
                    .as("the end of the server for %s", booking)
                    .isBeforeOrEqualTo(booking.slot().end().plus(Duration.ofMinutes(62))));
  }

  private boolean over() {
    return moments().findAny().isEmpty()
        && world.tasks.live().stream().noneMatch(t -> t.stopRequested());
  }

  private Duration pause() {
    Instant now = world.clock.instant();
    Instant minute = now.plusSeconds(60);
    Instant next = moments().min(Instant::compareTo).orElse(minute);
    return Duration.between(now, next.isBefore(minute) ? minute : next);
  }

  /** When something is to be looked at, but a server that runs undisturbed. */
  private Stream<Instant> moments() {
    return Stream.concat(
        world.store.allSessions().stream().flatMap(session -> session.dueAt().stream()),
        world.store.allInstances().stream()
            .filter(instance -> !instance.gone())
            .filter(instance -> instance.status() != Status.RUNNING || bounded(instance))
            .flatMap(instance -> instance.reconcileStatus().nextCheckAt().stream()));
  }

  private boolean bounded(Instance instance) {
    return !instance.outbox().isEmpty()
        || instance.run().flatMap(Run::notice).isPresent()
        || instance.run().flatMap(Run::booking).filter(this::closed).isPresent();
  }

  private boolean closed(Reservation booking) {
    return !world.store.allReservations().contains(booking);
  }

  private String left() {
    return world.store.allSessions() + "\n" + world.store.allInstances();
  }
}
