package dev.foundryhosting.session.command;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static dev.foundryhosting.session.reconcile.SessionFixture.CAROL;
import static dev.foundryhosting.session.reconcile.SessionFixture.EIGHT;
import static dev.foundryhosting.session.reconcile.SessionFixture.END;
import static dev.foundryhosting.session.reconcile.SessionFixture.EVENING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.port.PortCalls;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.license.SharingPolicy.Operation;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionStatus;
import dev.foundryhosting.session.SessionText;
import dev.foundryhosting.session.reconcile.SessionFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody is told who does not get the time that was asked for. */
class ScheduleSessionTest {
  private static final UserId DORA = new UserId("dora");
  private static final UserId EMIL = new UserId("emil");
  private static final Duration TURN_OVER = Duration.ofMinutes(15);

  private final PlatformFixture world = SessionFixture.lent();
  private final PlatformFixture.Worker worker = world.worker();

  @BeforeEach
  void doraLendsToo() {
    worker.create(PlatformFixture.owner(DORA, "dora"));
    worker.share(DORA, Operation.SHARE);
    worker.create(PlatformFixture.pooled(EMIL, "emil"));
  }

  @Test
  void theNextFreeTimeIsFreeOnALicenceAndForTheUser() {
    worker.schedule(CAROL, EIGHT, EVENING);
    worker.schedule(EMIL, EIGHT, EVENING);
    Session later = worker.schedule(BOB, END.plus(TURN_OVER), EVENING);

    assertConflict(
        () -> worker.schedule(BOB, EIGHT, EVENING),
        "That time is taken.",
        later.slot().end().plus(TURN_OVER));
    Instant next = later.slot().end().plus(TURN_OVER);
    assertThat(worker.schedule(BOB, next, EVENING).status()).isEqualTo(SessionStatus.SCHEDULED);
  }

  @Test
  void whoseOwnSessionIsInTheWayIsToldThatAndWhatIsFreeInstead() {
    worker.schedule(BOB, EIGHT, EVENING);

    assertConflict(
        () -> worker.schedule(BOB, END.plus(TURN_OVER).minusMillis(1), EVENING),
        "Your session from %s to %s is too close".formatted(EIGHT, END),
        END.plus(TURN_OVER));
    assertThat(worker.schedule(BOB, END.plus(TURN_OVER), EVENING).status())
        .isEqualTo(SessionStatus.SCHEDULED);
  }

  @Test
  void aPooledUsersOwnLentLicenceIsBookedFirstHoweverMuchItWasUsed() {
    worker.destroy(DORA, true);
    world.settle();
    worker.create(PlatformFixture.pooled(DORA, "dora"));
    LicenseId doras = LicenseId.ofOwner(DORA);
    world.store.update(
        doras,
        license ->
            license
                .claimed(
                    new RunClaim("old", DORA, world.clock.instant().minus(Duration.ofHours(40))))
                .released("old", world.clock.instant()));

    Instant start = world.clock.instant().plus(EVENING);
    assertThat(worker.schedule(DORA, start, EVENING).licenseId()).isEqualTo(doras);
    assertThat(worker.schedule(BOB, start.plus(EVENING.multipliedBy(2)), EVENING).licenseId())
        .isEqualTo(SessionFixture.ALICES);
  }

  @Test
  void whoseServerIsBeingDestroyedBooksNothing() {
    worker.start(DORA);
    world.settleUntil(DORA, Status.RUNNING);
    worker.destroy(DORA, true);

    assertThatThrownBy(() -> worker.schedule(DORA, EIGHT.plus(EVENING), EVENING))
        .hasMessageContaining("being destroyed")
        .extracting(e -> ((PlatformException) e).code())
        .isEqualTo(ErrorCode.INVALID_STATE);
    assertThat(world.store.allSessions()).isEmpty();
  }

  @Test
  void aPreferredLicenceIsTriedFirst() {
    assertThat(preferring(LicenseId.ofOwner(DORA)).licenseId()).isEqualTo(LicenseId.ofOwner(DORA));
    assertThat(worker.schedule(CAROL, EIGHT, EVENING).licenseId()).isEqualTo(SessionFixture.ALICES);
  }

  @Test
  void aPreferredLicenceThatIsTakenOrNotLentIsNotInsistedUpon() {
    worker.share(DORA, Operation.UNSHARE);
    assertThat(preferring(LicenseId.ofOwner(DORA)).licenseId()).isEqualTo(SessionFixture.ALICES);
    assertThatThrownBy(() -> preferring(new LicenseId("byol-nobody")))
        .extracting(e -> ((PlatformException) e).code())
        .isEqualTo(ErrorCode.LICENSE_NOT_FOUND);
  }

  @Test
  void whoMeetsOthersOnTheRecordsForLongTriesAgainWhileThereIsTime() {
    Session booked = held(3).schedule(BOB, EIGHT, EVENING);

    assertThat(world.store.allSessions()).containsExactly(booked);
  }

  @Test
  void whoMeetsOthersOnTheRecordsAllTheTimeIsToldSoAndNothingIsBooked() {
    assertThatThrownBy(() -> held(Integer.MAX_VALUE).schedule(BOB, EIGHT, EVENING))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT);
              assertThat(e.retryable()).isTrue();
            });
    assertThat(world.store.allSessions()).isEmpty();
  }

  /** A worker whose first bookings find their records held by others, for two seconds each. */
  private PlatformFixture.Worker held(int times) {
    AtomicInteger left = new AtomicInteger(times);
    return world.worker(
        new PortCalls() {
          @Override
          public void before(String call) {
            if (call.equals("Sessions.book") && left.getAndDecrement() > 0) {
              world.clock.advance(Duration.ofSeconds(2));
              throw PlatformException.notNow(ErrorCode.CONFLICT, "Others hold it.");
            }
          }

          @Override
          public void after(String call) {}
        });
  }

  private Session preferring(LicenseId license) {
    return worker
        .scheduling()
        .schedule(
            new ScheduleSession.BookingRequest(
                BOB,
                EIGHT,
                END,
                new SessionText(SessionText.UNTITLED, Optional.empty(), Optional.empty()),
                Optional.of(license)),
            world.deadline());
  }

  private static void assertConflict(ThrowingCallable booking, String why, Instant next) {
    assertThatThrownBy(booking)
        .hasMessageContaining(why)
        .hasMessageContaining("begins at " + next)
        .extracting(e -> ((PlatformException) e).code())
        .isEqualTo(ErrorCode.SESSION_CONFLICT);
  }
}
