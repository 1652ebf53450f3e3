/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.command;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static dev.foundryhosting.session.reconcile.SessionFixture.ALICES;
import static dev.foundryhosting.session.reconcile.SessionFixture.CAROL;
import static dev.foundryhosting.session.reconcile.SessionFixture.EIGHT;
import static dev.foundryhosting.session.reconcile.SessionFixture.END;
import static dev.foundryhosting.session.reconcile.SessionFixture.SESSION_LENGTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SharingPolicy.Operation;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.BookingLimits;
import dev.foundryhosting.session.BorrowingLimit;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionStatus;
import dev.foundryhosting.session.reconcile.SessionFixture;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is said to be free can be booked, and what is not says why. */
class CheckAvailabilityTest {
  private static final UserId DORA = new UserId("dora");
  private static final LicenseId DORAS = LicenseId.ofOwner(DORA);
  private static final Instant NEXT = END.plus(Duration.ofMinutes(15));

  private final PlatformFixture world = SessionFixture.lent();
  private final PlatformFixture.Worker worker = world.worker();

  @Test
  void withoutSharedLicencesNothingIsFree() {
    worker.share(PlatformFixture.ALICE, Operation.UNSHARE);

    CheckAvailability.Answer answer = check(BOB, EIGHT);

    assertThat(answer.available()).isFalse();
    assertThat(answer.nextFree()).isEmpty();
    assertThat(answer.conflicts()).isEmpty();
  }

  @Test
  void aFreeSlotIsReportedAndCanBeBooked() {
    doraLends();

    CheckAvailability.Answer answer = check(BOB, EIGHT);

    assertThat(answer.free()).containsExactly(ALICES, DORAS);
    assertThat(answer.nextFree()).contains(new TimeSlot(EIGHT, END));
    assertThat(worker.schedule(BOB, EIGHT, SESSION_LENGTH).licenseId())
        .isEqualTo(answer.free().getFirst());
  }

  @Test
  void aBookedLicenceIsNotFreeAndAnotherOneIs() {
    doraLends();
    Session carols = worker.schedule(CAROL, EIGHT, SESSION_LENGTH);

    CheckAvailability.Answer answer = check(BOB, EIGHT);

    assertThat(answer.free()).containsExactly(DORAS);
    assertThat(answer.conflicts()).containsExactly(carols.reservation());
    assertThat(answer.nextFree()).contains(new TimeSlot(EIGHT, END));
  }

  @Test
  void theUsersOwnSessionBlocksAllLicences() {
    Session own = worker.schedule(BOB, EIGHT, SESSION_LENGTH);
    doraLends();

    CheckAvailability.Answer answer = check(BOB, EIGHT);

    assertThat(answer.available()).isFalse();
    assertThat(answer.conflicts()).containsExactly(own.reservation());
    assertThat(answer.nextFree().map(TimeSlot::start)).contains(NEXT);
    assertThat(worker.schedule(BOB, NEXT, SESSION_LENGTH).status())
        .isEqualTo(SessionStatus.SCHEDULED);
  }

  @Test
  void aUserAtTheLimitReadsTheReason() {
    world.limits = new BookingLimits(2, new BorrowingLimit(Duration.ofHours(12)));
    worker.schedule(BOB, EIGHT, SESSION_LENGTH);
    Instant other = EIGHT.plus(Duration.ofDays(1));
    assertThat(check(BOB, other).available()).isTrue();
    worker.schedule(BOB, other, SESSION_LENGTH);

    CheckAvailability.Answer answer = check(BOB, EIGHT.plus(Duration.ofDays(2)));

    assertThat(answer.available()).isFalse();
    assertThat(answer.free()).isEmpty();
    assertThat(answer.nextFree()).isEmpty();
    assertThat(answer.reason().orElseThrow()).contains("2 sessions open");
    assertThat(check(CAROL, EIGHT.plus(Duration.ofDays(2))).reason()).isEmpty();
  }

  @Test
  void aUserWhoBorrowedForTwelveHoursReadsTheReasonAndTheNextFreeWeek() {
    Instant monday = Instant.parse("2026-11-30T20:00:00Z");
    for (int day = 0; day < 4; day++) {
      worker.schedule(BOB, monday.plus(Duration.ofDays(day)), SESSION_LENGTH);
    }
    Instant friday = monday.plus(Duration.ofDays(4));

    CheckAvailability.Answer answer = check(BOB, friday);

    assertThat(answer.available()).isFalse();
    assertThat(answer.reason().orElseThrow()).contains("12 hours", "week of 2026-12-07");
    Instant next = Instant.parse("2026-12-07T00:00:00Z");
    assertThat(answer.nextFree().map(TimeSlot::start)).contains(next);
    assertThatThrownBy(() -> worker.schedule(BOB, friday, SESSION_LENGTH))
        .hasMessage(answer.reason().orElseThrow())
        .extracting(e -> ((PlatformException) e).code())
        .isEqualTo(ErrorCode.LICENSE_UNAVAILABLE);
    assertThat(worker.schedule(BOB, next, SESSION_LENGTH).licenseId()).isEqualTo(ALICES);
    assertThat(check(CAROL, friday).available()).isTrue();
  }

  @Test
  void anOwnerPlaysOnTheOwnLicenceWithoutLimit() {
    Instant monday = Instant.parse("2026-11-30T20:00:00Z");
    for (int day = 0; day < 5; day++) {
      worker.schedule(PlatformFixture.ALICE, monday.plus(Duration.ofDays(day)), SESSION_LENGTH);
    }

    assertThat(check(PlatformFixture.ALICE, monday.plus(Duration.ofDays(5))).free())
        .containsExactly(ALICES);
  }

  private void doraLends() {
    worker.create(PlatformFixture.owner(DORA, "dora"));
    worker.share(DORA, Operation.SHARE);
  }

  private CheckAvailability.Answer check(UserId user, Instant start) {
    return new CheckAvailability(world.store, world.store, world.limits, world.clock)
        .check(user, start, start.plus(SESSION_LENGTH));
  }
}
