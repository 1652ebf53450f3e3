/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.command;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static dev.foundryhosting.session.reconcile.SessionFixture.CAROL;
import static dev.foundryhosting.session.reconcile.SessionFixture.EIGHT;
import static dev.foundryhosting.session.reconcile.SessionFixture.END;
import static dev.foundryhosting.session.reconcile.SessionFixture.SESSION_LENGTH;
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

/** The answers to bookings that conflict. */
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
  void theNextFreeSlotIsFreeForTheLicenceAndTheUser() {
    worker.schedule(CAROL, EIGHT, SESSION_LENGTH);
    worker.schedule(EMIL, EIGHT, SESSION_LENGTH);
    Session later = worker.schedule(BOB, END.plus(TURN_OVER), SESSION_LENGTH);

    assertConflict(
        () -> worker.schedule(BOB, EIGHT, SESSION_LENGTH),
        "That time is taken.",
        later.slot().end().plus(TURN_OVER));
    Instant next = later.slot().end().plus(TURN_OVER);
    assertThat(worker.schedule(BOB, next, SESSION_LENGTH).status())
        .isEqualTo(SessionStatus.SCHEDULED);
  }

  @Test
  void aConflictWithTheUsersOwnSessionNamesTheNextFreeSlot() {
    worker.schedule(BOB, EIGHT, SESSION_LENGTH);

    assertConflict(
        () -> worker.schedule(BOB, END.plus(TURN_OVER).minusMillis(1), SESSION_LENGTH),
        "Your session from %s to %s is too close".formatted(EIGHT, END),
        END.plus(TURN_OVER));
    assertThat(worker.schedule(BOB, END.plus(TURN_OVER), SESSION_LENGTH).status())
        .isEqualTo(SessionStatus.SCHEDULED);
  }

  @Test
  void aUsersOwnSharedLicenceIsBookedFirst() {
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

    Instant start = world.clock.instant().plus(SESSION_LENGTH);
    assertThat(worker.schedule(DORA, start, SESSION_LENGTH).licenseId()).isEqualTo(doras);
    assertThat(
            worker
                .schedule(BOB, start.plus(SESSION_LENGTH.multipliedBy(2)), SESSION_LENGTH)
                .licenseId())
        .isEqualTo(SessionFixture.ALICES);
  }

  @Test
  void aUserWhoseServerIsBeingDestroyedCannotBook() {
    worker.start(DORA);
    world.settleUntil(DORA, Status.RUNNING);
    worker.destroy(DORA, true);

    assertThatThrownBy(() -> worker.schedule(DORA, EIGHT.plus(SESSION_LENGTH), SESSION_LENGTH))
        .hasMessageContaining("being destroyed")
        .extracting(e -> ((PlatformException) e).code())
        .isEqualTo(ErrorCode.INVALID_STATE);
    assertThat(world.store.allSessions()).isEmpty();
  }

  @Test
  void aPreferredLicenceIsTriedFirst() {
    assertThat(preferring(LicenseId.ofOwner(DORA)).licenseId()).isEqualTo(LicenseId.ofOwner(DORA));
    assertThat(worker.schedule(CAROL, EIGHT, SESSION_LENGTH).licenseId())
        .isEqualTo(SessionFixture.ALICES);
  }

  @Test
  void anUnavailablePreferredLicenceIsReplaced() {
    worker.share(DORA, Operation.UNSHARE);
    assertThat(preferring(LicenseId.ofOwner(DORA)).licenseId()).isEqualTo(SessionFixture.ALICES);
    assertThatThrownBy(() -> preferring(new LicenseId("byol-nobody")))
        .extracting(e -> ((PlatformException) e).code())
        .isEqualTo(ErrorCode.LICENSE_NOT_FOUND);
  }

  @Test
  void aConflictOfTransactionsIsRetriedUntilTheDeadline() {
    Session booked = held(3).schedule(BOB, EIGHT, SESSION_LENGTH);

    assertThat(world.store.allSessions()).containsExactly(booked);
  }

  @Test
  void aLastingConflictOfTransactionsBooksNothing() {
    assertThatThrownBy(() -> held(Integer.MAX_VALUE).schedule(BOB, EIGHT, SESSION_LENGTH))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT);
              assertThat(e.retryable()).isTrue();
            });
    assertThat(world.store.allSessions()).isEmpty();
  }

  /** A worker whose first bookings meet conflicting transactions of two seconds each. */
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
            world.deadline())
        .session();
  }

  private static void assertConflict(ThrowingCallable booking, String why, Instant next) {
    assertThatThrownBy(booking)
        .hasMessageContaining(why)
        .hasMessageContaining("begins at " + next)
        .extracting(e -> ((PlatformException) e).code())
        .isEqualTo(ErrorCode.SESSION_CONFLICT);
  }
}
