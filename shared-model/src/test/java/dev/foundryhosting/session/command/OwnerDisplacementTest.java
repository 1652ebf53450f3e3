/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.command;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static dev.foundryhosting.session.reconcile.SessionFixture.ALICES;
import static dev.foundryhosting.session.reconcile.SessionFixture.CAROL;
import static dev.foundryhosting.session.reconcile.SessionFixture.EIGHT;
import static dev.foundryhosting.session.reconcile.SessionFixture.SESSION_LENGTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SharingPolicy.Operation;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionStatus;
import dev.foundryhosting.session.SessionText;
import dev.foundryhosting.session.reconcile.SessionFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule 5: an owner displaces a borrower's session with 24 hours' notice. */
class OwnerDisplacementTest {
  private static final UserId DORA = new UserId("dora");
  private static final LicenseId DORAS = LicenseId.ofOwner(DORA);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Instant TOMORROW = EIGHT.plus(DAY);
  private static final Duration TURN_OVER = Duration.ofMinutes(15);
  private static final String REASON = "The owner needs the licence at that time.";

  private final PlatformFixture world = SessionFixture.lent();
  private final PlatformFixture.Worker worker = world.worker();

  @Test
  void tenBookingsOfTwelveHoursByOneBorrowerDoNotLockTheOwnerOut() {
    Duration longest = Duration.ofHours(12);
    Instant begin = world.clock.instant().plus(Duration.ofHours(1));
    for (int number = 0; number < 10; number++) {
      tryToBook(begin.plus(longest.plus(TURN_OVER).multipliedBy(number)), longest);
    }

    Session evening = worker.schedule(ALICE, begin.plus(Duration.ofHours(48)), Duration.ofHours(4));

    assertThat(evening.licenseId()).isEqualTo(ALICES);
    assertThat(evening.status()).isEqualTo(SessionStatus.SCHEDULED);
  }

  @Test
  void theBorrowerReadsWhyAndWhichTimeIsFree() {
    Session bobs = worker.schedule(BOB, TOMORROW, SESSION_LENGTH);

    ScheduleSession.Booked booked = book(ALICE, TOMORROW.plusSeconds(3600), Optional.empty());

    Session alices = booked.session();
    assertThat(booked.displaced()).extracting(Session::sessionId).containsExactly(bobs.sessionId());
    assertThat(world.store.on(ALICES)).containsExactly(alices.reservation());
    assertThat(world.store.of(BOB).reservations()).isEmpty();
    Session displaced = found(bobs);
    Instant next = alices.slot().end().plus(TURN_OVER);
    String why = REASON + " The next time of this length that is free begins at " + next + ".";
    assertThat(displaced.status()).isEqualTo(SessionStatus.CANCELLED);
    assertThat(displaced.reason()).contains(why);
    assertThat(displaced.outbox()).isEmpty();
    assertThat(displaced.dueAt()).isEmpty();
    assertThat(world.notifications.published())
        .filteredOn(event -> event.name().equals("SessionCancelled"))
        .extracting(DomainEvent::eventId, DomainEvent::userId)
        .containsExactly(tuple(bobs.sessionId() + "-cancelled", Optional.of(BOB)));
    assertThat(worker.schedule(BOB, next, SESSION_LENGTH).licenseId()).isEqualTo(ALICES);
  }

  @ParameterizedTest(name = "{0} before the session: displaced {1}")
  @CsvSource({
    "PT24H, true",
    "PT24H0.001S, true",
    "PT23H59M59.999S, false",
    "PT1H, false",
    "P30D, true"
  })
  void theNoticeIsTwentyFourHours(Duration ahead, boolean displaced) {
    Instant start = world.clock.instant().plus(ahead);
    Session bobs = worker.schedule(BOB, start, SESSION_LENGTH);

    if (displaced) {
      assertThat(worker.schedule(ALICE, start, SESSION_LENGTH).licenseId()).isEqualTo(ALICES);
      assertThat(found(bobs).status()).isEqualTo(SessionStatus.CANCELLED);
    } else {
      assertConflict(ALICE, start);
      assertThat(found(bobs)).isEqualTo(bobs);
    }
  }

  @Test
  void allSessionsInTheWayAreDisplacedOrNone() {
    Session bobs = worker.schedule(BOB, TOMORROW, SESSION_LENGTH);
    Instant behind = bobs.slot().end().plus(TURN_OVER);
    Session carols = worker.schedule(CAROL, behind, SESSION_LENGTH);
    world.clock.advance(Duration.between(world.clock.instant(), behind.minus(DAY)));

    assertConflict(ALICE, behind.minusSeconds(3600));
    assertThat(List.of(found(bobs), found(carols)))
        .extracting(Session::status)
        .containsOnly(SessionStatus.SCHEDULED);
    worker.schedule(ALICE, behind, SESSION_LENGTH);

    assertThat(found(bobs).status()).isEqualTo(SessionStatus.SCHEDULED);
    assertThat(found(carols).status()).isEqualTo(SessionStatus.CANCELLED);
  }

  @Test
  void twoSessionsOfOneBorrowerAreDisplacedTogether() {
    Session first = worker.schedule(BOB, TOMORROW, SESSION_LENGTH);
    Session second = worker.schedule(BOB, first.slot().end().plus(TURN_OVER), SESSION_LENGTH);

    worker.schedule(ALICE, TOMORROW.plusSeconds(3600), Duration.ofHours(4));

    assertThat(List.of(found(first), found(second)))
        .extracting(Session::status)
        .containsOnly(SessionStatus.CANCELLED);
    assertThat(world.store.of(BOB).reservations()).isEmpty();
  }

  @Test
  void theOwnersOwnSessionsAreNotDisplaced() {
    worker.schedule(ALICE, TOMORROW, SESSION_LENGTH);

    assertConflict(ALICE, TOMORROW);
  }

  @Test
  void borrowersDisplaceNobody() {
    Session bobs = worker.schedule(BOB, TOMORROW, SESSION_LENGTH);

    assertConflict(CAROL, TOMORROW);
    assertThat(found(bobs)).isEqualTo(bobs);
  }

  @Test
  void anOwnerTakesAFreeLicenceBeforeDisplacingABorrower() {
    Session bobs = worker.schedule(BOB, TOMORROW, SESSION_LENGTH);
    doraLends();

    assertThat(worker.schedule(ALICE, TOMORROW, SESSION_LENGTH).licenseId()).isEqualTo(DORAS);
    assertThat(found(bobs)).isEqualTo(bobs);
  }

  @Test
  void anOwnerWhoPrefersTheOwnLicenceDisplacesABorrowerWhoMayTakeAnother() {
    Session bobs = worker.schedule(BOB, TOMORROW, SESSION_LENGTH);
    doraLends();

    Session alices = book(ALICE, TOMORROW, Optional.of(ALICES)).session();

    assertThat(alices.licenseId()).isEqualTo(ALICES);
    assertThat(found(bobs).reason())
        .contains(REASON + " Another licence is free then: you can book it.");
    assertThat(worker.schedule(BOB, TOMORROW, SESSION_LENGTH).licenseId()).isEqualTo(DORAS);
  }

  @Test
  void theLastDisplacedSessionEndsASharingThatStops() {
    Session bobs = worker.schedule(BOB, TOMORROW, SESSION_LENGTH);
    worker.share(ALICE, Operation.UNSHARE);

    worker.schedule(ALICE, TOMORROW, SESSION_LENGTH);

    assertThat(found(bobs).reason()).contains(REASON);
    assertThat(world.store.find(ALICES).orElseThrow().sharing()).isEqualTo(SharingState.PRIVATE);
  }

  @Test
  void anOwnerReadsWhomABookingWouldDisplace() {
    Session bobs = worker.schedule(BOB, TOMORROW, SESSION_LENGTH);

    CheckAvailability.Answer answer = check(ALICE);

    assertThat(answer.free()).containsExactly(ALICES);
    assertThat(answer.displaced()).containsExactly(bobs.reservation());
    assertThat(answer.conflicts()).containsExactly(bobs.reservation());
    assertThat(answer.nextFree()).contains(bobs.slot());
    assertThat(check(CAROL).available()).isFalse();
    doraLends();
    assertThat(check(ALICE).free()).containsExactly(DORAS, ALICES);
    assertThat(check(ALICE).displaced()).isEmpty();
  }

  private CheckAvailability.Answer check(UserId user) {
    return new CheckAvailability(world.store, world.store, world.limits, world.clock)
        .check(user, TOMORROW, TOMORROW.plus(SESSION_LENGTH));
  }

  private void doraLends() {
    worker.create(PlatformFixture.owner(DORA, "dora"));
    worker.share(DORA, Operation.SHARE);
  }

  private ScheduleSession.Booked book(UserId user, Instant start, Optional<LicenseId> preferred) {
    return worker
        .scheduling()
        .schedule(
            new ScheduleSession.BookingRequest(
                user,
                start,
                start.plus(SESSION_LENGTH),
                new SessionText(SessionText.UNTITLED, Optional.empty(), Optional.empty()),
                preferred),
            world.deadline());
  }

  private Session found(Session session) {
    return world.store.find(session.sessionId()).orElseThrow();
  }

  private void assertConflict(UserId user, Instant start) {
    assertThatThrownBy(() -> worker.schedule(user, start, SESSION_LENGTH))
        .extracting(e -> ((PlatformException) e).code())
        .isEqualTo(ErrorCode.SESSION_CONFLICT);
  }

  /** As often as the borrower may. */
  private void tryToBook(Instant start, Duration length) {
    try {
      var unused = worker.schedule(BOB, start, length);
    } catch (PlatformException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.LICENSE_UNAVAILABLE);
    }
  }
}
