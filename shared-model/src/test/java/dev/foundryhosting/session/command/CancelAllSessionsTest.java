/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.command;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.InstanceSamples;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.PortCalls;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionStatus;
import dev.foundryhosting.session.SessionText;
import dev.foundryhosting.session.port.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CancelAllSessionsTest {
  private static final Instant EIGHT = PlatformFixture.BEGIN.plus(Duration.ofHours(2));
  private static final Duration HOUR = Duration.ofHours(1);

  private final PlatformFixture world = new PlatformFixture();

  @BeforeEach
  void twoOwnersAreThere() {
    world.worker().create(PlatformFixture.owner(ALICE, "alice"));
    world.worker().create(PlatformFixture.owner(BOB, "bob"));
  }

  @Test
  void everyOpenSessionIsCancelledWithTheReason() {
    world.worker().schedule(ALICE, EIGHT, HOUR);
    world.worker().schedule(BOB, EIGHT, HOUR);
    world.worker().schedule(BOB, EIGHT.plus(Duration.ofDays(89)), HOUR);

    assertThat(all(PortCalls.undisturbed(), world.deadline()))
        .isEqualTo(new CancelAllSessions.Report(3, 0, 0));

    assertThat(world.store.allSessions())
        .allMatch(session -> session.status() == SessionStatus.CANCELLED)
        .allMatch(session -> session.reason().equals(Optional.of("We move.")));
    assertThat(world.store.allReservations()).isEmpty();
  }

  @Test
  void aSecondCallCancelsNothing() {
    world.worker().schedule(ALICE, EIGHT, HOUR);
    all(PortCalls.undisturbed(), world.deadline());
    String before = world.store.allSessions().toString();

    assertThat(all(PortCalls.undisturbed(), world.deadline()))
        .isEqualTo(new CancelAllSessions.Report(0, 0, 0));
    assertThat(world.store.allSessions().toString()).isEqualTo(before);
  }

  @Test
  void hundredsOfSessionsOfAShardAreCancelled() {
    for (int i = 0; i < 2000; i++) {
      bookDirectly(i);
    }

    assertThat(all(PortCalls.undisturbed(), world.deadline()))
        .isEqualTo(new CancelAllSessions.Report(2000, 0, 0));
    assertThat(world.store.allReservations()).isEmpty();
  }

  @Test
  void aFailureIsCountedAndTheOtherSessionsAreCancelled() {
    world.worker().schedule(ALICE, EIGHT, HOUR);
    Session bobs = world.worker().schedule(BOB, EIGHT, HOUR);

    CancelAllSessions.Report report = all(failingOnce("Sessions.close"), world.deadline());

    assertThat(report).isEqualTo(new CancelAllSessions.Report(1, 1, 0));
    assertThat(world.troubles).singleElement().asString().contains("was not cancelled");
    assertThat(world.store.allSessions()).filteredOn(s -> s.status().open()).hasSize(1);
    assertThat(all(PortCalls.undisturbed(), world.deadline()))
        .isEqualTo(new CancelAllSessions.Report(1, 0, 0));
    assertThat(world.store.find(bobs.sessionId()).orElseThrow().status())
        .isEqualTo(SessionStatus.CANCELLED);
  }

  @Test
  void sessionsBeyondTheDeadlineAreCountedAsLeft() {
    world.worker().schedule(ALICE, EIGHT, HOUR);
    world.worker().schedule(BOB, EIGHT, HOUR);

    assertThat(all(PortCalls.undisturbed(), Deadline.in(Duration.ofSeconds(5), world.clock)))
        .isEqualTo(new CancelAllSessions.Report(0, 0, 2));
    assertThat(world.store.allSessions()).allMatch(session -> session.status().open());
  }

  @Test
  void anUnreadableDueIndexFailsTheCall() {
    assertThatThrownBy(() -> all(failingOnce("Sessions.dueSessions"), world.deadline()))
        .isInstanceOf(PlatformException.class);
  }

  private CancelAllSessions.Report all(PortCalls calls, Deadline deadline) {
    Sessions sessions = calls.on(Sessions.class, world.store);
    CancelSession cancel =
        new CancelSession(sessions, world.worker(calls).sessionReconciler(), world.clock);
    return new CancelAllSessions(
            sessions, cancel, (sentence, cause) -> world.troubles.add(sentence))
        .cancelAll("We move.", deadline);
  }

  /** One more than a user may have; which is not what is looked at here. */
  private void bookDirectly(int number) {
    LicenseId license = LicenseId.ofOwner(ALICE);
    TimeSlot slot =
        new TimeSlot(EIGHT, EIGHT.plus(HOUR))
            .startingAt(EIGHT.plus(HOUR.multipliedBy(2L * number)));
    Session session =
        Session.booked(
            new Reservation(license, slot, new SessionId("session-" + number), ALICE),
            new SessionText(SessionText.UNTITLED, Optional.empty(), Optional.empty()),
            ALICE,
            InstanceSamples.NOW);
    assertThat(
            world.store.book(
                session, world.store.find(license).orElseThrow(), world.store.of(ALICE)))
        .isPresent();
  }

  private static PortCalls failingOnce(String where) {
    return new PortCalls() {
      private boolean failed;

      @Override
      public synchronized void before(String call) {
        if (call.equals(where) && !failed) {
          failed = true;
          throw PlatformException.dependency("Could not do " + call + ".", true);
        }
      }

      @Override
      public void after(String call) {}
    };
  }
}
