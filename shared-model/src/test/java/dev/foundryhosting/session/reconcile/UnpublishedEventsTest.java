/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static dev.foundryhosting.session.reconcile.SessionFixture.EIGHT;
import static dev.foundryhosting.session.reconcile.SessionFixture.END;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.instance.port.Outage;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.license.SharingPolicy.Operation;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The event bus is down: sessions take place, and the events are published afterwards. */
class UnpublishedEventsTest {
  @Test
  void aSessionTakesPlaceWithoutTheEventBus() {
    PlatformFixture world = SessionFixture.lent();
    world.notifications.breakDown(true);
    world.notifications.clear();
    Session booked = world.worker().schedule(BOB, EIGHT, SessionFixture.SESSION_LENGTH);
    pass(world, EIGHT);
    assertThat(status(world)).isEqualTo(SessionStatus.ACTIVE);
    pass(world, END.plus(Duration.ofMinutes(2)));
    assertThat(status(world)).isEqualTo(SessionStatus.COMPLETED);
    assertThat(world.notifications.published()).isEmpty();
    assertThat(world.troubles).anyMatch(sentence -> sentence.contains("are published later"));

    world.notifications.breakDown(false);
    pass(world, END.plus(Duration.ofMinutes(90)));

    assertThat(events(world, ALICE)).containsExactly("LicenseBorrowed");
    assertThat(events(world, BOB))
        .containsSubsequence("SessionPreparing", "SessionReady")
        .contains("InstanceReady", "ShutdownWarning", "InstanceStopped");
    assertThat(world.store.find(booked.sessionId()).orElseThrow().dueAt()).isEmpty();
  }

  @Test
  void aClosedSessionIsDueUntilItsEventsArePublished() {
    PlatformFixture world = SessionFixture.booked();
    world.worker().share(ALICE, Operation.UNSHARE);
    world.notifications.breakDown(true);

    world.worker().cancel(BOB, SessionFixture.bobs(world).sessionId());

    assertThat(status(world)).isEqualTo(SessionStatus.CANCELLED);
    assertThat(world.store.find(SessionFixture.ALICES).orElseThrow().sharing())
        .isEqualTo(SharingState.PRIVATE);
    assertThat(SessionFixture.bobs(world).dueAt())
        .contains(world.clock.instant().plus(SessionPlan.LOOK_AGAIN));

    world.notifications.breakDown(false);
    world.clock.advance(Duration.ofMinutes(1));
    world.worker().prepareSessions();
    assertThat(events(world, BOB)).containsExactly("SessionCancelled");
    assertThat(SessionFixture.bobs(world).dueAt()).isEmpty();
  }

  @Test
  void aBookingSucceedsAlthoughTheFirstAdvanceFails() {
    PlatformFixture world = SessionFixture.lent();
    Outage outage = new Outage("before Licenses.find", 2, Outage.Kind.SERVER_ERROR);

    Session booked = world.worker(outage).schedule(BOB, EIGHT, SessionFixture.SESSION_LENGTH);

    assertThat(outage.happened()).isTrue();
    assertThat(world.store.allSessions()).containsExactly(booked);
    assertThat(world.troubles).anyMatch(sentence -> sentence.contains("goes on later"));
    world.worker().prepareSessions();
    assertThat(events(world, ALICE)).containsExactly("LicenseBorrowed");
  }

  @Test
  void aFailedBookingFailsTheCall() {
    PlatformFixture world = SessionFixture.lent();

    assertThatThrownBy(
            () ->
                world
                    .worker(new Outage("before Sessions.book", 1, Outage.Kind.SERVER_ERROR))
                    .schedule(BOB, EIGHT, SessionFixture.SESSION_LENGTH))
        .extracting(e -> ((PlatformException) e).code())
        .isEqualTo(ErrorCode.DEPENDENCY_FAILED);
    assertThat(world.store.allSessions()).isEmpty();
  }

  private static SessionStatus status(PlatformFixture world) {
    return SessionFixture.bobs(world).status();
  }

  private static List<String> events(PlatformFixture world, UserId user) {
    return world.notifications.published().stream()
        .filter(event -> event.userId().filter(user::equals).isPresent())
        .map(DomainEvent::name)
        .filter(name -> !name.equals("InstanceProgressed"))
        .toList();
  }

  private static void pass(PlatformFixture world, Instant until) {
    world.pass(Duration.between(world.clock.instant(), until), BOB);
  }
}
