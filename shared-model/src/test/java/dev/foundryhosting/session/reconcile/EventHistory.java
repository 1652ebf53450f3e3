/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.instance.Desired;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.port.PortCalls;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.SharingPolicy.Operation;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes down what becomes of every session and licence, after each call of a port, and notes what
 * nothing explains: neither a command nor the time.
 */
final class EventHistory {
  private final PlatformFixture world;
  private final Map<SessionId, Session> sessions = new HashMap<>();
  private final Map<LicenseId, License> licenses = new HashMap<>();
  private final Map<SessionId, Set<SessionStatus>> passed = new HashMap<>();
  private final Set<String> events = new HashSet<>();
  private final List<String> unexplained = new ArrayList<>();

  /**
   * Who asks for what just now.
   *
   * @param sharing what the user asks for as an owner
   * @param cancels whether the user calls a session off
   */
  record Command(UserId user, Optional<Operation> sharing, boolean cancels) {
    static Command of(UserId user) {
      return new Command(user, Optional.empty(), false);
    }
  }

  /** The present state needs no explanation. */
  EventHistory(PlatformFixture world) {
    this.world = world;
    note(Command.of(PlatformFixture.ALICE));
    unexplained.clear();
  }

  /** The same interference, recorded. */
  PortCalls during(Command command, PortCalls calls) {
    return new PortCalls() {
      @Override
      public void before(String call) {
        calls.before(call);
      }

      @Override
      public void after(String call) {
        note(command);
        calls.after(call);
      }
    };
  }

  /** Fails when something came about that nothing explains. */
  synchronized void assertExplained() {
    assertThat(unexplained).as("what nothing explains").isEmpty();
  }

  /** Every event that was ever in an outbox. */
  synchronized Set<String> events() {
    return Set.copyOf(events);
  }

  /** What a session was at, at one time or another. */
  synchronized Set<SessionStatus> passed(SessionId id) {
    return EnumSet.copyOf(passed.get(id));
  }

  private synchronized void note(Command command) {
    for (Session after : world.store.allSessions()) {
      Session before = sessions.put(after.sessionId(), after);
      if (after.equals(before)) {
        continue;
      }
      passed
          .computeIfAbsent(after.sessionId(), id -> EnumSet.noneOf(SessionStatus.class))
          .add(after.status());
      after.outbox().stream().map(DomainEvent::eventId).forEach(events::add);
      if (!explained(Optional.ofNullable(before), after, command)) {
        unexplained.add("%s became %s by %s".formatted(before, after, command));
      }
    }
    for (Instance instance : world.store.allInstances()) {
      instance.outbox().stream().map(DomainEvent::eventId).forEach(events::add);
    }
    noteLicenses(command);
  }

  private void noteLicenses(Command command) {
    Set<LicenseId> gone = new HashSet<>(licenses.keySet());
    for (License after : world.store.allLicenses()) {
      gone.remove(after.licenseId());
      License before = licenses.put(after.licenseId(), after);
      boolean same = before != null && before.createdAt().equals(after.createdAt());
      if (same
          && before.sharing() != after.sharing()
          && !explained(before, after.sharing(), command)) {
        unexplained.add("%s became %s by %s".formatted(before, after.sharing(), command));
      }
    }
    for (LicenseId id : gone) {
      License before = licenses.remove(id);
      if (!destroyed(before.ownerId()) || before.run().isPresent() || borrowed(id)) {
        unexplained.add("%s was removed by %s".formatted(before, command));
      }
    }
  }

  private boolean explained(Optional<Session> before, Session after, Command command) {
    if (before.isEmpty()) {
      return after.status() == SessionStatus.SCHEDULED && after.userId().equals(command.user());
    }
    SessionStatus from = before.get().status();
    if (!after.reservation().equals(before.get().reservation())) {
      return false;
    }
    if (from == after.status()) {
      return true;
    }
    Instant now = world.clock.instant();
    Instant start = after.slot().start();
    Instant end = after.slot().end();
    return switch (after.status()) {
      case SCHEDULED -> false;
      case PREPARING ->
          from == SessionStatus.SCHEDULED
              && !now.isBefore(start.minus(Duration.ofMinutes(5)))
              && now.isBefore(end);
      case ACTIVE -> from == SessionStatus.PREPARING && serves(after);
      case COMPLETED ->
          !now.isBefore(end)
              && (from == SessionStatus.ACTIVE
                  || (from == SessionStatus.SCHEDULED && serves(after)));
      case CANCELLED ->
          from.open()
              && switch (after.reason().orElse("")) {
                case "You cancelled it." ->
                    command.cancels() && command.user().equals(after.userId());
                case "The server was destroyed." -> destroyed(after.userId());
                default -> displaced(from, after, command, now);
              };
      case FAILED -> from.open() && explainedFailure(from, after, now);
    };
  }

  /** The owner took the slot, a day ahead at least. */
  private boolean displaced(SessionStatus from, Session after, Command command, Instant now) {
    return after.reason().orElse("").startsWith("The owner needs the licence at that time.")
        && from == SessionStatus.SCHEDULED
        && LicenseId.ofOwner(command.user()).equals(after.licenseId())
        && !after.slot().start().isBefore(now.plus(Duration.ofHours(24)))
        && world.store.on(after.licenseId()).stream()
            .anyMatch(r -> r.userId().equals(command.user()) && r.blocks(after.slot()));
  }

  private boolean explainedFailure(SessionStatus from, Session after, Instant now) {
    String why = after.reason().orElse("");
    Instant end = after.slot().end();
    Instant patience = after.slot().start().plus(Duration.ofMinutes(15));
    if (why.startsWith("The owner took the licence back.")) {
      return world.store.find(after.licenseId()).filter(l -> l.honours(after.userId())).isEmpty();
    }
    if (why.startsWith("It could not be prepared in time.")) {
      return from == SessionStatus.SCHEDULED && !now.isBefore(end) && !serves(after);
    }
    return why.startsWith("The server was not ready 15 minutes after the start.")
        && from == SessionStatus.PREPARING
        && !now.isBefore(patience.isBefore(end) ? patience : end);
  }

  private boolean serves(Session session) {
    return world
        .store
        .find(session.userId())
        .filter(i -> i.desired() == Desired.RUNNING)
        .flatMap(Instance::run)
        .filter(run -> run.readyAt().isPresent())
        .flatMap(run -> run.booking())
        .filter(session.reservation()::equals)
        .isPresent();
  }

  private boolean explained(License before, SharingState to, Command command) {
    boolean owners = command.user().equals(before.ownerId());
    Optional<Operation> asked = owners ? command.sharing() : Optional.empty();
    boolean borrowed = borrowed(before.licenseId());
    boolean ends =
        asked.filter(o -> o == Operation.UNSHARE || o == Operation.SCHEDULE_STOP).isPresent();
    boolean stopping = before.sharing() == SharingState.STOPPING;
    boolean lent = before.sharing() == SharingState.SHARED || stopping;
    return switch (to) {
      case SHARED ->
          asked.filter(o -> o == Operation.SHARE || o == Operation.REACTIVATE).isPresent()
              || (asked.filter(o -> o == Operation.CANCEL_STOP).isPresent() && stopping);
      case STOPPING -> before.sharing() == SharingState.SHARED && ends && borrowed;
      case PRIVATE -> !borrowed && (stopping || (lent && ends));
      case WITHDRAWN ->
          (asked.filter(o -> o == Operation.WITHDRAW).isPresent() && lent)
              || destroyed(before.ownerId());
    };
  }

  private boolean destroyed(UserId user) {
    return world
        .store
        .find(user)
        .filter(instance -> instance.desired() != Desired.DESTROYED)
        .isEmpty();
  }

  private boolean borrowed(LicenseId id) {
    return world.store.on(id).stream().anyMatch(Reservation::borrowed);
  }
}
