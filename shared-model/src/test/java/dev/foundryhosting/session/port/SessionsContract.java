/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.port;

import static dev.foundryhosting.instance.InstanceSamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.instance.InstanceSamples;
import dev.foundryhosting.instance.port.StoreContract;
import dev.foundryhosting.instance.port.StoreUnderTest;
import dev.foundryhosting.instance.reconcile.Concurrently;
import dev.foundryhosting.license.Credentials;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionSamples;
import dev.foundryhosting.session.SessionStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of sessions must do: a booking and an end are whole, or are not. */
public abstract class SessionsContract extends StoreContract {
  private final LicenseId annas = LicenseId.ofOwner(anna);

  protected SessionsContract(StoreUnderTest store) {
    super(store);
  }

  @BeforeEach
  void annaLends() {
    owner(anna, SharingState.SHARED);
  }

  @Test
  void anUnknownSessionIsNotFound() {
    assertThat(sessions().find(new SessionId("none"))).isEmpty();
  }

  @Test
  void aBookingWritesTheSessionTheReservationTheUsersBookingsAndTheLicencesVersion() {
    License read = license(anna);
    Session session = bens("s-1", 1);

    Optional<Session> booked = sessions().book(session, read, UserBookings.empty(ben));

    assertThat(booked).contains(session.written(1));
    assertThat(sessions().find(session.sessionId())).isEqualTo(booked);
    assertThat(reservations().on(annas)).containsExactly(session.reservation());
    assertThat(reservations().of(ben))
        .isEqualTo(new UserBookings(ben, List.of(session.reservation()), 1));
    assertThat(license(anna)).isEqualTo(read.booked().written(read.revision() + 1));
  }

  @Test
  void everyFieldOfASessionSurvivesInEveryState() {
    int day = 10;
    for (SessionStatus status : SessionStatus.values()) {
      Session session =
          SessionSamples.about(bens("in-" + status, day++), SessionSamples.fullSubject());
      Session booked = book(session);
      Session full = SessionSamples.full(booked, status);

      Optional<Session> written = status.open() ? sessions().save(full) : sessions().close(full);

      assertThat(written).contains(full.written(2));
      assertThat(sessions().find(session.sessionId())).isEqualTo(written);
    }
  }

  @Test
  void anEmptiedFieldIsRemoved() {
    Session booked = book(bens("s-1", 1));
    Session full =
        sessions().close(SessionSamples.full(booked, SessionStatus.FAILED)).orElseThrow();
    Session bare =
        SessionSamples.due(full.published(full.outbox()).stopArranged(NOW), Optional.empty());

    assertThat(sessions().save(bare)).contains(bare.written(3));
    assertThat(sessions().find(booked.sessionId())).contains(bare.written(3));
  }

  @Test
  void onlyANewSessionIsBooked() {
    Session written = bens("s-1", 1).written(1);

    assertThatThrownBy(() -> sessions().book(written, license(anna), UserBookings.empty(ben)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBookingOnALicenceThatWasBookedMeanwhileIsNotMade() {
    License read = license(anna);
    book(bens("s-1", 1));

    assertRefused(bens("s-2", 2), read, reservations().of(ben));
  }

  @Test
  void aBookingOnChangedUserBookingsIsNotMade() {
    UserBookings before = reservations().of(ben);
    book(bens("s-1", 1));
    assertRefused(bens("s-2", 2), license(anna), before);

    UserBookings later = reservations().of(ben);
    assertThat(sessions().close(SessionSamples.cancelled(found("s-1")))).isPresent();
    assertRefused(bens("s-2", 2), license(anna), later);
  }

  @Test
  void onlyTheOwnerBooksALicenceThatIsNoLongerShared() {
    int day = 0;
    for (SharingState sharing :
        List.of(SharingState.PRIVATE, SharingState.STOPPING, SharingState.WITHDRAWN)) {
      License read = license(anna).in(SharingState.SHARED);
      licenses().update(annas, license -> license.in(sharing));

      assertRefused(bens("bens-" + sharing, 1), read, reservations().of(ben));
      assertThat(
              sessions()
                  .book(
                      SessionSamples.booked(
                          anna, annas, "annas-" + sharing, SessionSamples.slot(day++)),
                      read,
                      reservations().of(anna)))
          .isPresent();
    }
  }

  @Test
  void aBookingOnALicenceWithoutItsCredentialsIsNotMade() {
    License read = license(anna);
    licenses()
        .update(annas, license -> license.with(new Credentials(true, false, Optional.empty())));

    assertRefused(bens("s-1", 1), read, UserBookings.empty(ben));
  }

  @Test
  void aBookingOnALicenceThatIsGoneOrWasRegisteredAnewIsNotMade() {
    License read = license(anna);
    assertThat(licenses().remove(read)).isTrue();
    assertThat(sessions().book(bens("s-1", 1), read, UserBookings.empty(ben))).isEmpty();
    assertThat(licenses().find(annas)).isEmpty();

    finalizeDeletion(InstanceSamples.destroying(instances().require(anna), false, true), NOW);
    License again =
        License.registered(anna, read.credentials(), SharingState.SHARED, NOW.plusSeconds(9));
    instances().create(InstanceSamples.requested(anna, castle), Optional.of(again));
    assertRefused(bens("s-1", 1), read, UserBookings.empty(ben));
  }

  @Test
  void anIdIsBookedOnce() {
    Session first = book(bens("s-1", 1));

    assertThat(sessions().book(bens("s-1", 2), license(anna), reservations().of(ben))).isEmpty();
    assertThat(found("s-1")).isEqualTo(first);
    assertThat(reservations().on(annas)).containsExactly(first.reservation());
  }

  @Test
  void aRunDoesNotDisturbABooking() {
    License read = license(anna);
    instances().claim(InstanceSamples.starting(instances().require(anna), "run-1"));

    assertThat(sessions().book(bens("s-1", 1), read, UserBookings.empty(ben))).isPresent();
    assertThat(license(anna).run()).isPresent();
    assertThat(license(anna).bookingVersion()).isEqualTo(1);
  }

  @Test
  void aSessionThatWasWrittenSinceIsNotOverwritten() {
    Session read = book(bens("s-1", 1));
    Session theirs = sessions().save(SessionSamples.noted(read, "theirs")).orElseThrow();

    assertThat(sessions().save(SessionSamples.noted(read, "ours"))).isEmpty();
    assertThat(sessions().close(SessionSamples.cancelled(read))).isEmpty();
    assertThat(found("s-1")).isEqualTo(theirs);
    assertThat(reservations().on(annas)).containsExactly(read.reservation());
    assertThat(reservations().of(ben).revision()).isEqualTo(1);
  }

  @Test
  void aSessionThatWasNeverBookedIsNotMadeByWritingIt() {
    Session never = bens("s-1", 1);

    assertThat(sessions().save(never)).isEmpty();
    assertThat(sessions().save(never.written(4))).isEmpty();
    assertThat(sessions().find(never.sessionId())).isEmpty();
  }

  @Test
  void closingASessionRemovesTheReservation() {
    Session stays = book(bens("s-1", 1));
    Session ends = book(bens("s-2", 2));
    Session cancelled = SessionSamples.cancelled(ends);

    Optional<Session> closed = sessions().close(cancelled);

    assertThat(closed).contains(cancelled.written(2));
    assertThat(sessions().find(ends.sessionId())).isEqualTo(closed);
    assertThat(reservations().on(annas)).containsExactly(stays.reservation());
    assertThat(reservations().of(ben))
        .isEqualTo(new UserBookings(ben, List.of(stays.reservation()), 3));
  }

  @Test
  void aClosedSessionMayBeWritten() {
    Session closed = sessions().close(SessionSamples.cancelled(book(bens("s-1", 1)))).orElseThrow();
    Session rested = SessionSamples.due(closed, Optional.empty());

    assertThat(sessions().save(rested)).contains(rested.written(3));
  }

  @Test
  void aSessionIsOnlyClosedWithItsReservation() {
    Session open = book(bens("s-1", 1));

    assertThatThrownBy(() -> sessions().save(SessionSamples.cancelled(open)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sessions().close(SessionSamples.noted(open, "still open")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(found("s-1")).isEqualTo(open);
    assertThat(reservations().on(annas)).containsExactly(open.reservation());
  }

  @Test
  void aReleasedSlotCanBeBookedAgain() {
    assertThat(sessions().close(SessionSamples.cancelled(book(bens("s-1", 1))))).isPresent();

    assertThat(book(bens("s-2", 1)).revision()).isEqualTo(1);
    assertThat(reservations().on(annas)).extracting(Reservation::sessionId).hasSize(1);
  }

  @Test
  void oneOfManyConcurrentBookingsOfAVersionSucceeds() {
    License read = license(anna);

    List<Optional<Session>> outcomes =
        Concurrently.run(
            20,
            i -> {
              UserId user = new UserId("player-" + i);
              return sessions()
                  .book(
                      SessionSamples.booked(user, annas, "s-" + i, SessionSamples.slot(i)),
                      read,
                      UserBookings.empty(user));
            });

    List<Session> booked = outcomes.stream().flatMap(Optional::stream).toList();
    assertThat(booked).hasSize(1);
    assertThat(reservations().on(annas)).containsExactly(booked.getFirst().reservation());
    long diaries =
        IntStream.range(0, 20)
            .filter(i -> reservations().of(new UserId("player-" + i)).revision() > 0)
            .count();
    assertThat(diaries).isEqualTo(1);
  }

  @Test
  void oneOfManyConcurrentClosesSucceeds() {
    Session open = book(bens("s-1", 1));

    List<Optional<Session>> outcomes =
        Concurrently.run(10, i -> sessions().close(SessionSamples.cancelled(open)));

    assertThat(outcomes).filteredOn(Optional::isPresent).hasSize(1);
    assertThat(reservations().of(ben)).isEqualTo(new UserBookings(ben, List.of(), 2));
  }

  private void assertRefused(Session session, License license, UserBookings bookings) {
    License unbooked = license(anna);
    UserBookings before = reservations().of(session.userId());
    List<Reservation> booked = reservations().on(annas);

    assertThat(sessions().book(session, license, bookings)).isEmpty();

    assertThat(sessions().find(session.sessionId())).isEmpty();
    assertThat(reservations().on(annas)).isEqualTo(booked);
    assertThat(reservations().of(session.userId())).isEqualTo(before);
    assertThat(license(anna)).isEqualTo(unbooked);
  }

  private Session bens(String id, int day) {
    return SessionSamples.booked(ben, annas, id, SessionSamples.slot(day));
  }

  private Session book(Session session) {
    return sessions()
        .book(session, license(anna), reservations().of(session.userId()))
        .orElseThrow();
  }

  private Session found(String id) {
    return sessions().find(new SessionId(id)).orElseThrow();
  }
}
