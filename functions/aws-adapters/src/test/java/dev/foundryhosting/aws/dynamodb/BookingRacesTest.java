/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.instance.InstanceSamples;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.StoreUnderTest;
import dev.foundryhosting.instance.reconcile.Concurrently;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many users book at the same moment, through the use cases and the real adapters. */
class BookingRacesTest {
  private static final LocalDynamo DYNAMO = new LocalDynamo();
  private static final Instant EIGHT = PlatformFixture.BEGIN.plus(Duration.ofHours(2));
  private static final Duration LENGTH = Duration.ofHours(3);

  /** From start to start of two sessions that may follow each other. */
  private static final Duration APART = LENGTH.plus(Reservation.TURN_OVER);

  private static final int PLAYERS = 4;

  private final PlatformFixture world = new PlatformFixture();
  private final Environment tables = DYNAMO.tables();
  private final StoreUnderTest store = DYNAMO.store(DYNAMO.client(), tables);
  private final PlatformFixture.Worker worker = world.worker(store);

  @AfterAll
  static void stop() {
    DYNAMO.close();
  }

  @Test
  void oneOfFiftyUsersGetsASlotOfALicence() {
    owners(1);
    players(50);

    List<Outcome> outcomes = Concurrently.run(50, i -> book(player(i), EIGHT));

    assertThat(outcomes).filteredOn(Outcome::booked).hasSize(1);
    assertThat(outcomes)
        .filteredOn(o -> !o.booked())
        .hasSize(49)
        .allSatisfy(
            lost -> {
              assertThat(lost.error()).contains(ErrorCode.SESSION_CONFLICT);
              assertThat(lost.why()).contains("begins at " + EIGHT.plus(APART));
            });
    assertBookingsMatch(1, outcomes);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void twoHundredUsersFillFortySlotsAndNoneTwice(int licences) {
    owners(licences);
    players(200);

    List<Outcome> outcomes =
        Concurrently.run(200, i -> book(player(i), EIGHT.plus(APART.multipliedBy(i % 40))));

    assertThat(outcomes).filteredOn(Outcome::booked).hasSize(40 * licences);
    assertThat(outcomes)
        .filteredOn(o -> !o.booked())
        .allSatisfy(lost -> assertThat(lost.error()).contains(ErrorCode.SESSION_CONFLICT));
    for (int slot = 0; slot < 40; slot++) {
      Instant start = EIGHT.plus(APART.multipliedBy(slot));
      assertThat(booked(outcomes))
          .filteredOn(s -> s.slot().start().equals(start))
          .hasSize(licences);
    }
    assertBookingsMatch(licences, outcomes);
  }

  @Test
  void oneOfAUsersOverlappingBookingsIsMade() {
    owners(5);
    players(1);

    List<Outcome> outcomes =
        Concurrently.run(30, i -> book(player(0), EIGHT.plus(Duration.ofMinutes(i))));

    assertThat(outcomes).filteredOn(Outcome::booked).hasSize(1);
    assertThat(outcomes)
        .filteredOn(o -> !o.booked())
        .allSatisfy(lost -> assertThat(lost.error()).contains(ErrorCode.SESSION_CONFLICT));
    assertBookingsMatch(5, outcomes);
  }

  @Test
  void tenConcurrentBookingsOfABorrowerStayWithinTheWeek() {
    owners(5);
    players(1);

    List<Outcome> outcomes =
        Concurrently.run(10, i -> book(player(0), EIGHT.plus(APART.multipliedBy(i))));

    // Three hours each, and all in one week.
    assertThat(outcomes).filteredOn(Outcome::booked).hasSize(4);
    assertThat(outcomes)
        .filteredOn(o -> !o.booked())
        .allSatisfy(
            lost -> {
              assertThat(lost.error()).contains(ErrorCode.LICENSE_UNAVAILABLE);
              assertThat(lost.why()).contains("12 hours", "week of 2026-11-23");
            });
    assertBookingsMatch(5, outcomes);
  }

  @Test
  void anOwnerDisplacesWhileBorrowersBookStartAndCancel() {
    owners(1);
    for (int i = 0; i < PLAYERS; i++) {
      var unused = worker.create(PlatformFixture.pooled(player(i), "player" + i));
    }
    Instant tomorrow = EIGHT.plus(Duration.ofDays(1));
    for (int round = 0; round < 8; round++) {
      Instant start = tomorrow.plus(Duration.ofDays(round));
      Session first = worker.schedule(player(0), start, Duration.ofHours(1));
      Session second =
          worker.schedule(player(1), start.plus(Duration.ofMinutes(90)), Duration.ofHours(1));
      List<Callable<?>> calls =
          List.of(
              () -> worker.schedule(owner(0), start, LENGTH),
              () -> worker.schedule(owner(0), start, LENGTH),
              () -> worker.cancel(player(0), first.sessionId()),
              () -> worker.cancel(player(1), second.sessionId()),
              () -> worker.start(player(0)),
              worker::prepareSessions,
              () -> worker.schedule(player(2), start, Duration.ofHours(1)));

      List<Outcome> outcomes = Concurrently.run(calls.size(), i -> outcome(calls.get(i)));

      assertThat(outcomes.subList(0, 2)).filteredOn(Outcome::booked).hasSize(1);
      assertThat(outcomes.subList(2, 4)).allMatch(Outcome::done);
      assertThat(onLicence(0))
          .filteredOn(r -> !r.slot().start().isBefore(start))
          .extracting(Reservation::userId)
          .containsExactly(owner(0));
      assertConsistent();
    }
    worker.prepareSessions();
    assertThat(
            world.notifications.published().stream()
                .filter(event -> event.name().equals("SessionCancelled"))
                .map(DomainEvent::eventId)
                .distinct())
        .containsExactlyInAnyOrderElementsOf(
            DYNAMO.allSessions(tables).stream()
                .filter(session -> session.status() == SessionStatus.CANCELLED)
                .map(session -> session.sessionId() + "-cancelled")
                .toList());
  }

  @Test
  void concurrentStartsBookingsCancellationsAndTicksLeaveConsistentRecords() {
    owners(1);
    for (int i = 0; i < PLAYERS; i++) {
      var unused = worker.create(PlatformFixture.pooled(player(i), "player" + i));
    }
    for (int round = 0; round < 8; round++) {
      Instant soon = world.clock.instant().plus(Duration.ofMinutes(2));
      Session mine = worker.schedule(player(0), soon, Duration.ofMinutes(30));
      List<Callable<?>> calls =
          List.of(
              () -> worker.start(player(0)),
              () -> worker.cancel(player(0), mine.sessionId()),
              () -> worker.start(owner(0)),
              worker::prepareSessions,
              worker::prepareSessions,
              () -> worker.schedule(player(1), soon.plus(APART), LENGTH),
              () -> worker.schedule(player(2), soon.plus(APART), LENGTH),
              () -> worker.schedule(player(3), soon.plus(APART.multipliedBy(2)), LENGTH));

      List<Outcome> outcomes = Concurrently.run(calls.size(), i -> outcome(calls.get(i)));

      assertThat(outcomes.get(1).done()).isTrue();
      assertConsistent();
      endOfRound();
    }
  }

  /** Cancels all sessions and stops all servers. */
  private void endOfRound() {
    DYNAMO.allSessions(tables).stream()
        .filter(session -> session.status().open())
        .forEach(session -> worker.cancel(session.userId(), session.sessionId()));
    for (UserId user : List.of(owner(0), player(0))) {
      if (store.instances().require(user).run().isPresent()) {
        worker.stop(user);
      }
    }
    for (int tick = 0; tick < 60 && license(0).run().isPresent(); tick++) {
      world.clock.advance(Duration.ofSeconds(30));
      world.cloudMoves();
      worker.prepareSessions();
      worker.sweep();
    }
    assertThat(license(0).run()).isEmpty();
    assertConsistent();
  }

  /** The licence's run is the only run of any user, and the open sessions are those booked. */
  private void assertConsistent() {
    List<RunClaim> claims =
        IntStream.range(0, PLAYERS)
            .mapToObj(BookingRacesTest::player)
            .map(store.instances()::require)
            .flatMap(instance -> instance.claim().stream())
            .toList();
    List<RunClaim> all =
        Stream.concat(claims.stream(), store.instances().require(owner(0)).claim().stream())
            .toList();
    assertThat(license(0).run().stream().toList()).isEqualTo(all);
    assertBookings(1, DYNAMO.allSessions(tables).stream().filter(this::open).toList());
  }

  private boolean open(Session session) {
    return session.status().open();
  }

  /** The answers, the licences and the users' bookings agree. */
  private void assertBookingsMatch(int licences, List<Outcome> outcomes) {
    List<Session> stored = DYNAMO.allSessions(tables);
    assertThat(stored)
        .extracting(Session::reservation)
        .containsExactlyInAnyOrderElementsOf(
            booked(outcomes).stream().map(Session::reservation).toList());
    assertThat(stored).extracting(Session::status).containsOnly(SessionStatus.SCHEDULED);
    assertBookings(licences, stored);
    long versions = IntStream.range(0, licences).mapToLong(i -> license(i).bookingVersion()).sum();
    assertThat(versions).isEqualTo(stored.size());
  }

  private void assertBookings(int licences, List<Session> open) {
    List<Reservation> reservations =
        IntStream.range(0, licences).boxed().flatMap(i -> onLicence(i).stream()).toList();
    assertThat(reservations)
        .containsExactlyInAnyOrderElementsOf(open.stream().map(Session::reservation).toList());
    List<Reservation> bookings =
        open.stream()
            .map(Session::userId)
            .distinct()
            .flatMap(user -> store.reservations().of(user).reservations().stream())
            .toList();
    assertThat(bookings).containsExactlyInAnyOrderElementsOf(reservations);
  }

  /** In order, each far enough from the one before. */
  private List<Reservation> onLicence(int number) {
    List<Reservation> booked = store.reservations().on(LicenseId.ofOwner(owner(number)));
    for (int i = 1; i < booked.size(); i++) {
      assertThat(booked.get(i - 1).blocks(booked.get(i).slot())).isFalse();
    }
    return booked;
  }

  private record Outcome(Optional<Object> result, Optional<ErrorCode> error, String why) {
    boolean done() {
      return result.isPresent();
    }

    boolean booked() {
      return result.filter(Session.class::isInstance).isPresent();
    }
  }

  private Outcome book(UserId user, Instant start) {
    return outcome(() -> worker.schedule(user, start, LENGTH));
  }

  private static Outcome outcome(Callable<?> call) {
    try {
      return new Outcome(Optional.of(call.call()), Optional.empty(), "");
    } catch (PlatformException e) {
      return new Outcome(Optional.empty(), Optional.of(e.code()), e.getMessage());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static List<Session> booked(List<Outcome> outcomes) {
    return outcomes.stream().filter(Outcome::booked).map(o -> (Session) o.result().get()).toList();
  }

  private License license(int number) {
    return store.licenses().find(LicenseId.ofOwner(owner(number))).orElseThrow();
  }

  private void owners(int count) {
    for (int i = 0; i < count; i++) {
      var unused = worker.create(PlatformFixture.owner(owner(i), "owner" + i));
      store.licenses().update(LicenseId.ofOwner(owner(i)), l -> l.in(SharingState.SHARED));
    }
  }

  /** Users with a server, which is all that a booking asks for. */
  private void players(int count) {
    for (int i = 0; i < count; i++) {
      assertThat(
              store
                  .instances()
                  .create(
                      InstanceSamples.requested(player(i), new Subdomain("player" + i)),
                      Optional.empty()))
          .isInstanceOf(Instances.Created.Done.class);
    }
  }

  private static UserId owner(int number) {
    return new UserId("90000" + number);
  }

  private static UserId player(int number) {
    return new UserId("10000" + number);
  }
}
