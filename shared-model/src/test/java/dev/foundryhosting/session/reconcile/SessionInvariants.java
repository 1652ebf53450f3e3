/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.instance.reconcile.Invariants;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.license.Week;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What must hold of sessions, reservations and licences: always, and when nothing is left to do.
 */
final class SessionInvariants {
  private static final Duration TURN_OVER = Duration.ofMinutes(15);

  private SessionInvariants() {}

  /** Fails unless the rules hold that know no exception, whatever is going on. */
  static void assertHold(PlatformFixture world) {
    Invariants.assertHold(world);
    List<Session> open = world.store.allSessions().stream().filter(s -> s.status().open()).toList();
    assertThat(world.store.allReservations())
        .as("reservations, one for each open session")
        .containsExactlyInAnyOrderElementsOf(open.stream().map(Session::reservation).toList());
    assertThat(open.stream().collect(Collectors.groupingBy(Session::userId, Collectors.counting())))
        .as("open sessions of a user")
        .allSatisfy(
            (user, count) -> assertThat(count).isLessThanOrEqualTo(world.limits.openSessions()));
    assertBorrowedWithinTheLimit(world);
    Map<LicenseId, List<Reservation>> byLicense =
        world.store.allReservations().stream().collect(Collectors.groupingBy(r -> r.licenseId()));
    byLicense.values().forEach(SessionInvariants::assertApart);
    Map<UserId, List<Reservation>> byUser =
        world.store.allReservations().stream().collect(Collectors.groupingBy(r -> r.userId()));
    byUser.values().forEach(SessionInvariants::assertApart);
    assertThat(open).allSatisfy(session -> assertThat(session.dueAt()).isPresent());
  }

  /** Fails unless every session is over, every event is published and nothing is left. */
  static void assertOver(PlatformFixture world, EventHistory history) {
    assertHold(world);
    assertThat(world.store.allSessions())
        .allSatisfy(
            session -> {
              assertThat(session.status().open()).as("still open: %s", session).isFalse();
              assertThat(session.dueAt()).as("due for ever: %s", session).isEmpty();
              assertThat(session.outbox()).as("not told: %s", session).isEmpty();
              assertThat(session.serverUntil()).as("not arranged: %s", session).isEmpty();
            });
    assertThat(world.store.allInstances())
        .allSatisfy(
            instance ->
                assertThat(instance.outbox()).as("events of %s", instance.userId()).isEmpty());
    assertThat(world.store.allLicenses())
        .allSatisfy(
            license ->
                assertThat(license.sharing()).as("%s", license).isNotEqualTo(SharingState.STOPPING))
        .allSatisfy(license -> assertUsedByItsOwnerAlone(world, license));
    assertTold(world, history);
  }

  /** Per user and week, whatever is open or took place on licences of others. */
  private static void assertBorrowedWithinTheLimit(PlatformFixture world) {
    Map<UserId, Map<Week, Long>> seconds =
        world.store.allSessions().stream()
            .filter(session -> session.reservation().borrowed())
            .filter(s -> s.status().open() || s.status() == SessionStatus.COMPLETED)
            .collect(
                Collectors.groupingBy(
                    Session::userId,
                    Collectors.groupingBy(
                        session -> Week.of(session.slot().start()),
                        Collectors.summingLong(s -> s.slot().length().toSeconds()))));
    assertThat(seconds.values().stream().flatMap(weeks -> weeks.values().stream()))
        .as("seconds borrowed in a week: %s", seconds)
        .allSatisfy(
            sum ->
                assertThat(sum).isLessThanOrEqualTo(world.limits.borrowing().weekly().toSeconds()));
  }

  private static void assertApart(List<Reservation> some) {
    List<Reservation> ordered =
        some.stream().sorted((a, b) -> a.slot().start().compareTo(b.slot().start())).toList();
    for (int i = 1; i < ordered.size(); i++) {
      assertThat(ordered.get(i).slot().start())
          .as("%s after %s", ordered.get(i), ordered.get(i - 1))
          .isAfterOrEqualTo(ordered.get(i - 1).slot().end().plus(TURN_OVER));
    }
  }

  /** No session is left: present runs are on demand. */
  private static void assertUsedByItsOwnerAlone(PlatformFixture world, License license) {
    license
        .run()
        .ifPresent(
            claim -> {
              assertThat(claim.user()).as("who uses %s", license).isEqualTo(license.ownerId());
              assertThat(world.store.find(claim.user()).flatMap(i -> i.run()))
                  .as("the run on %s", license)
                  .hasValueSatisfying(run -> assertThat(run.booking()).isEmpty());
            });
  }

  private static void assertTold(PlatformFixture world, EventHistory history) {
    Set<String> published =
        world.notifications.published().stream()
            .map(DomainEvent::eventId)
            .collect(Collectors.toSet());
    assertThat(published).as("events that were published").containsAll(history.events());
    for (Session session : world.store.allSessions()) {
      assertToldOnceOfItsEnd(session, published);
      for (SessionStatus status : history.passed(session.sessionId())) {
        assertTold(world, session, status);
      }
      if (session.reservation().borrowed()) {
        assertTold(
            world,
            new UserId(session.licenseId().value().substring("byol-".length())),
            session.sessionId() + "-borrowed");
      }
    }
  }

  /** A repeated delivery has the same id and is recognized by it. */
  private static void assertToldOnceOfItsEnd(Session session, Set<String> published) {
    boolean ofInterest =
        session.status() == SessionStatus.CANCELLED || session.status() == SessionStatus.FAILED;
    assertThat(published)
        .as("ends of %s", session)
        .filteredOn(
            Set.of(session.sessionId() + "-cancelled", session.sessionId() + "-failed")::contains)
        .hasSize(ofInterest ? 1 : 0);
  }

  private static void assertTold(PlatformFixture world, Session session, SessionStatus status) {
    switch (status) {
      case SCHEDULED, COMPLETED -> {}
      case PREPARING -> assertTold(world, session.userId(), session.sessionId() + "-preparing");
      case ACTIVE ->
          assertTold(
              world,
              session.userId(),
              session.sessionId()
                  + "-ready-"
                  + session.preparingSince().orElseThrow().getEpochSecond());
      case CANCELLED -> assertTold(world, session.userId(), session.sessionId() + "-cancelled");
      case FAILED -> assertTold(world, session.userId(), session.sessionId() + "-failed");
    }
  }

  private static void assertTold(PlatformFixture world, UserId user, String eventId) {
    assertThat(world.notifications.published())
        .as("%s, told to %s", eventId, user)
        .anyMatch(
            event ->
                event.eventId().equals(eventId) && event.userId().filter(user::equals).isPresent());
  }
}
