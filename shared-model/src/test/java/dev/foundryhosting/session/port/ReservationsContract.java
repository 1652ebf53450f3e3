/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.port;

import static dev.foundryhosting.instance.InstanceSamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.InstanceSamples;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.StoreContract;
import dev.foundryhosting.instance.port.StoreUnderTest;
import dev.foundryhosting.instance.reconcile.Concurrently;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionSamples;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of reservations must do, and what a run for one of them needs. */
public abstract class ReservationsContract extends StoreContract {
  private final UserId carl = new UserId("carl-03");
  private final LicenseId annas = LicenseId.ofOwner(anna);
  private final LicenseId carls = LicenseId.ofOwner(carl);

  protected ReservationsContract(StoreUnderTest store) {
    super(store);
  }

  @BeforeEach
  void annaAndCarlLend() {
    owner(anna, SharingState.SHARED);
    owner(carl, SharingState.SHARED);
    create(ben, castle);
  }

  @Test
  void thereAreNoReservationsAtFirst() {
    assertThat(reservations().on(annas)).isEmpty();
    assertThat(reservations().on(LicenseId.ofOwner(new UserId("nobody")))).isEmpty();
    assertThat(reservations().of(ben)).isEqualTo(UserBookings.empty(ben));
  }

  @Test
  void aLicencesReservationsAreOrderedByStart() {
    Instant full = Instant.parse("2026-12-01T18:00:00Z");
    Session afterHalfASecond = book(annas, "b", slot(full.plusMillis(500)));
    Session atTheFullHour = book(annas, "c", slot(full));
    Session theDayBefore = book(annas, "a", slot(full.minusSeconds(86_400)));
    book(carls, "d", slot(full.plusSeconds(10 * 86_400)));

    assertThat(reservations().on(annas))
        .containsExactly(
            theDayBefore.reservation(),
            atTheFullHour.reservation(),
            afterHalfASecond.reservation());
  }

  @Test
  void userBookingsHoldTheReservationsOnAllLicencesAndCountTheChanges() {
    Session later = book(annas, "s-1", SessionSamples.slot(9));
    Session sooner = book(carls, "s-2", SessionSamples.slot(3));

    assertThat(reservations().of(ben))
        .isEqualTo(new UserBookings(ben, List.of(sooner.reservation(), later.reservation()), 2));
    assertThat(reservations().of(anna)).isEqualTo(UserBookings.empty(anna));

    sessions().close(SessionSamples.cancelled(sooner));
    assertThat(reservations().of(ben))
        .isEqualTo(new UserBookings(ben, List.of(later.reservation()), 3));
  }

  @Test
  void allPagesOfReservationsAreRead() {
    for (int day = 0; day < 30; day++) {
      SessionSamples.book(this::license, reservations(), sessions(), anna, day);
    }

    assertThat(reservations().on(annas))
        .extracting(Reservation::slot)
        .isEqualTo(IntStream.range(0, 30).mapToObj(SessionSamples::slot).toList());
  }

  @Test
  void onlyOpenSessionsAreWoken() {
    Session open = book(annas, "open", SessionSamples.slot(1));
    Session over =
        sessions()
            .close(SessionSamples.cancelled(book(annas, "over", SessionSamples.slot(2))))
            .orElseThrow();
    Instant due = NOW.plusMillis(1234);

    reservations().wake(List.of(open.sessionId(), over.sessionId(), new SessionId("unknown")), due);

    assertThat(sessions().find(open.sessionId())).contains(open.due(Optional.of(due)).written(2));
    assertThat(sessions().find(over.sessionId())).contains(over);
    assertThat(sessions().find(new SessionId("unknown"))).isEmpty();
    int shard = Sessions.shardOf(open.sessionId());
    assertThat(sessions().dueSessions(shard, due, 10)).contains(open.sessionId());

    reservations().wake(List.of(open.sessionId()), due);
    assertThat(sessions().find(open.sessionId()).flatMap(Session::dueAt)).contains(due);
  }

  @Test
  void forgettingAUserRemovesEverything() {
    Session first = finished(book(annas, "s-1", SessionSamples.slot(1)));
    Session second = finished(book(carls, "s-2", SessionSamples.slot(2)));
    Session others = SessionSamples.book(this::license, reservations(), sessions(), anna, 3);

    assertThat(reservations().forget(ben)).isTrue();

    assertThat(sessions().find(first.sessionId())).isEmpty();
    assertThat(sessions().find(second.sessionId())).isEmpty();
    assertThat(sessions().ofUser(ben, Optional.empty(), 10).sessions()).isEmpty();
    assertThat(reservations().of(ben)).isEqualTo(UserBookings.empty(ben));
    assertThat(sessions().find(others.sessionId())).contains(others);
    assertThat(reservations().of(others.userId()).reservations()).hasSize(1);

    assertThat(reservations().forget(ben)).isTrue();
    assertThat(reservations().forget(new UserId("nobody"))).isTrue();
    assertThat(book(annas, "s-3", SessionSamples.slot(4)).revision()).isEqualTo(1);
  }

  @Test
  void aUserWithAnUnfinishedSessionIsNotForgotten() {
    Session over = finished(book(annas, "s-1", SessionSamples.slot(1)));
    Session unfinished =
        sessions()
            .close(SessionSamples.cancelled(book(carls, "s-2", SessionSamples.slot(2))))
            .orElseThrow();
    Session open = book(annas, "s-3", SessionSamples.slot(3));

    assertThat(reservations().forget(ben)).isFalse();
    assertThat(sessions().find(over.sessionId())).isEmpty();
    assertThat(sessions().find(unfinished.sessionId())).contains(unfinished);
    assertThat(sessions().find(open.sessionId())).contains(open);
    assertThat(reservations().of(ben).reservations()).containsExactly(open.reservation());
    assertThat(reservations().on(annas)).containsExactly(open.reservation());

    finished(open);
    assertThat(reservations().forget(ben)).isFalse();
    sessions().save(SessionSamples.due(unfinished, Optional.empty()));
    assertThat(reservations().forget(ben)).isTrue();
    assertThat(reservations().of(ben)).isEqualTo(UserBookings.empty(ben));
  }

  @Test
  void aBookingOnForgottenUserBookingsIsNotMade() {
    finished(book(annas, "s-1", SessionSamples.slot(1)));
    UserBookings read = reservations().of(ben);
    assertThat(reservations().forget(ben)).isTrue();

    assertThat(
            sessions()
                .book(
                    SessionSamples.booked(ben, annas, "s-2", SessionSamples.slot(2)),
                    license(anna),
                    read))
        .isEmpty();
  }

  @Test
  void aSessionThatWasWokenSinceIsNotOverwritten() {
    Session read = book(annas, "s-1", SessionSamples.slot(1));
    reservations().wake(List.of(read.sessionId()), NOW.plusSeconds(3));

    assertThat(sessions().save(SessionSamples.noted(read, "ours"))).isEmpty();
    assertThat(sessions().close(SessionSamples.cancelled(read))).isEmpty();
  }

  @Test
  void aRunForABookedSessionIsClaimed() {
    Session session = book(annas, "s-1", SessionSamples.slot(1));
    Instance starting =
        InstanceSamples.starting(instances().require(ben), "run-1", session.reservation());

    assertThat(instances().claim(starting))
        .isEqualTo(new Instances.Claimed.Done(starting.written(2)));
    assertThat(instances().find(ben).flatMap(Instance::run).flatMap(Run::booking))
        .contains(session.reservation());
    assertThat(license(anna).run()).contains(new RunClaim("run-1", ben, NOW));
  }

  @Test
  void aRunForASessionThatIsOverOrWasNeverBookedIsNotClaimed() {
    Session cancelled =
        sessions()
            .close(SessionSamples.cancelled(book(annas, "s-1", SessionSamples.slot(1))))
            .orElseThrow();
    Instance read = instances().require(ben);

    assertThat(instances().claim(InstanceSamples.starting(read, "r", cancelled.reservation())))
        .isEqualTo(new Instances.Claimed.NotBooked());
    assertThat(instances().claim(InstanceSamples.starting(read, "r", elsewhere())))
        .isEqualTo(new Instances.Claimed.NotBooked());
    assertThat(instances().find(ben)).contains(read);
    assertThat(license(anna).run()).isEmpty();
  }

  @Test
  void otherObstaclesToAClaimAreReportedFirst() {
    Instance read = instances().require(ben);
    Instance starting = InstanceSamples.starting(read, "run-2", elsewhere());
    instances().claim(InstanceSamples.starting(instances().require(anna), "run-1"));

    assertThat(instances().claim(starting))
        .isEqualTo(new Instances.Claimed.InUse(new RunClaim("run-1", anna, NOW)));

    assertThat(licenses().remove(license(anna))).isTrue();
    assertThat(instances().claim(starting)).isEqualTo(new Instances.Claimed.NoLicense());

    instances().save(InstanceSamples.noted(read, "theirs"));
    assertThat(instances().claim(starting)).isEqualTo(new Instances.Claimed.Overtaken());
  }

  @Test
  void aCancellationAndAStartForTheSessionNeverBothSucceed() {
    for (int round = 0; round < 20; round++) {
      Session session = book(annas, "s-" + round, SessionSamples.slot(round));
      Instance starting =
          InstanceSamples.starting(instances().require(ben), "run-" + round, session.reservation());

      List<Boolean> done =
          Concurrently.run(
              2,
              i ->
                  i == 0
                      ? instances().claim(starting) instanceof Instances.Claimed.Done
                      : sessions().close(SessionSamples.cancelled(session)).isPresent());

      assertThat(done.get(1)).isTrue();
      assertThat(license(anna).run().isPresent()).isEqualTo(done.get(0));
      assertThat(reservations().on(annas)).isEmpty();
      freeTheLicence("run-" + round);
    }
  }

  /** Called off, and nothing is left to do for it. */
  private Session finished(Session session) {
    Session closed = sessions().close(SessionSamples.cancelled(session)).orElseThrow();
    return sessions().save(SessionSamples.due(closed, Optional.empty())).orElseThrow();
  }

  private License license(LicenseId id) {
    return licenses().find(id).orElseThrow();
  }

  private void freeTheLicence(String runId) {
    Optional<?> unused = licenses().update(annas, l -> l.released(runId, NOW.plusSeconds(60)));
  }

  /** A reservation that does not exist. */
  private Reservation elsewhere() {
    return new Reservation(annas, SessionSamples.slot(7), new SessionId("never"), ben);
  }

  private Session book(LicenseId license, String id, TimeSlot slot) {
    return sessions()
        .book(
            SessionSamples.booked(ben, license, id, slot),
            licenses().find(license).orElseThrow(),
            reservations().of(ben))
        .orElseThrow();
  }

  private static TimeSlot slot(Instant start) {
    return new TimeSlot(start, start.plusSeconds(900));
  }
}
