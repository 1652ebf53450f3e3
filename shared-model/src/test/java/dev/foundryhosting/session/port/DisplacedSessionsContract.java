/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.foundryhosting.instance.port.StoreContract;
import dev.foundryhosting.instance.port.StoreUnderTest;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.license.Week;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionSamples;
import dev.foundryhosting.session.SessionStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store must do with sessions that a booking displaces, and with borrowed hours. */
public abstract class DisplacedSessionsContract extends StoreContract {
  private final UserId carl = new UserId("carl-03");
  private final LicenseId annas = LicenseId.ofOwner(anna);

  protected DisplacedSessionsContract(StoreUnderTest store) {
    super(store);
  }

  @BeforeEach
  void annaLends() {
    owner(anna, SharingState.SHARED);
  }

  @Test
  void aBookingClosesTheSessionsThatItDisplaces() {
    Session stays = book(bens("s-1", 1));
    Session first = SessionSamples.cancelled(book(bens("s-2", 2)));
    Session second = SessionSamples.cancelled(book(bens("s-3", 3)));
    Session carls = SessionSamples.cancelled(book(of(carl, "s-4", 4)));
    License read = license(anna);
    Session owners = of(anna, "own", 2);

    Optional<Session> booked =
        sessions().book(owners, List.of(first, carls, second), read, UserBookings.empty(anna));

    assertThat(booked).contains(owners.written(1));
    for (Session displaced : List.of(first, second, carls)) {
      assertThat(sessions().find(displaced.sessionId())).contains(displaced.written(2));
    }
    assertThat(reservations().on(annas)).containsExactly(stays.reservation(), owners.reservation());
    assertThat(reservations().of(ben))
        .isEqualTo(new UserBookings(ben, List.of(stays.reservation()), 4));
    assertThat(reservations().of(carl)).isEqualTo(new UserBookings(carl, List.of(), 2));
    assertThat(license(anna)).isEqualTo(read.booked().written(read.revision() + 1));
  }

  @Test
  void aBookingIsNotMadeWhenASessionThatItDisplacesWasWritten() {
    Session other = SessionSamples.cancelled(book(bens("s-1", 1)));
    Session read = book(bens("s-2", 2));
    assertThat(sessions().save(SessionSamples.noted(read, "theirs"))).isPresent();
    Session owners = of(anna, "own", 2);

    assertThat(
            sessions()
                .book(
                    owners,
                    List.of(other, SessionSamples.cancelled(read)),
                    license(anna),
                    UserBookings.empty(anna)))
        .isEmpty();

    assertThat(sessions().find(owners.sessionId())).isEmpty();
    assertThat(found("s-1").status()).isEqualTo(SessionStatus.SCHEDULED);
    assertThat(reservations().on(annas)).hasSize(2);
    assertThat(reservations().of(ben).revision()).isEqualTo(2);
    assertThat(reservations().of(anna)).isEqualTo(UserBookings.empty(anna));
  }

  @Test
  void onlyClosedSessionsAreDisplaced() {
    Session open = book(bens("s-1", 1));

    assertThatThrownBy(
            () ->
                sessions()
                    .book(
                        of(anna, "own", 1), List.of(open), license(anna), UserBookings.empty(anna)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(found("s-1")).isEqualTo(open);
  }

  @Test
  void whatWasBorrowedIsCountedByWeek() {
    Session first = completed(book(bens("s-1", 2)));
    Session second = completed(book(bens("s-2", 3)));
    completed(book(of(anna, "own", 4)));
    Session later = completed(book(bens("s-9", 9)));
    Duration length = first.borrowed();
    Week week = Week.of(first.slot().start());
    Week next = Week.of(later.slot().start());
    assertThat(length).isEqualTo(Duration.ofHours(3));
    assertThat(week).isEqualTo(Week.of(second.slot().start())).isNotEqualTo(next);

    assertThat(reservations().of(ben))
        .isEqualTo(
            new UserBookings(
                ben, List.of(), Map.of(week, length.multipliedBy(2), next, length), 6));
    assertThat(reservations().of(anna)).isEqualTo(new UserBookings(anna, List.of(), 2));
  }

  @Test
  void aBookingDropsTheWeeksThatAreOver() {
    Session over = completed(book(bens("s-1", 1)));
    Session later = completed(book(bens("s-9", 9)));
    Session next =
        Session.booked(
            bens("s-10", 10).reservation(),
            over.text(),
            ben,
            Week.of(later.slot().start()).start());

    assertThat(sessions().book(next, license(anna), reservations().of(ben))).isPresent();

    assertThat(reservations().of(ben).played())
        .containsExactly(entry(Week.of(later.slot().start()), later.borrowed()));
  }

  private Session completed(Session session) {
    return sessions()
        .close(session.completed(session.slot().end(), session.slot().end()))
        .orElseThrow();
  }

  private Session of(UserId user, String id, int day) {
    return SessionSamples.booked(user, annas, id, SessionSamples.slot(day));
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
