/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.operation;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.MaintenanceOrder;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.port.PortCalls;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.SharingPolicy.Operation;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The platform in maintenance, from the order until things go on. */
class MaintenanceTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final PlatformFixture world = new PlatformFixture();
  private final PlatformFixture.Worker worker = world.worker();

  @BeforeEach
  void aliceAndBobHaveServers() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    worker.create(PlatformFixture.owner(BOB, "bob"));
  }

  @Test
  void startsAreRefusedWithTheReason() {
    worker.startMaintenance("We move to another region.");

    assertThatThrownBy(() -> worker.start(ALICE))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.MAINTENANCE);
              assertThat(e.retryable()).isTrue();
              assertThat(e)
                  .hasMessage("The platform is in maintenance: We move to another region.");
            });
    assertThat(world.tasks.startedEver()).isZero();
    worker.endMaintenance();
    assertThat(worker.start(ALICE).status()).isEqualTo(Status.STARTING);
  }

  @Test
  void serversWithPlayersStopAfterTenMinutesNotice() {
    plays(ALICE);
    Instant ordered = world.clock.instant();
    assertThat(worker.startMaintenance("We move.").servers()).isEqualTo(1);

    pass(MINUTE);

    assertThat(status(ALICE)).isEqualTo(Status.RUNNING);
    Notice notice = notice(ALICE).orElseThrow();
    assertThat(notice.stopAt()).isBetween(ordered.plus(Notice.AHEAD), ordered.plusSeconds(720));
    assertThat(notice.canKeepAlive()).isFalse();
    assertThat(notice.stopCause().why()).isEqualTo("The platform is in maintenance: We move.");
    assertThatThrownBy(() -> worker.keepAlive(ALICE, Duration.ofHours(1)))
        .hasMessageContaining("cannot be kept longer");
    pass(Duration.ofMinutes(8));
    assertThat(status(ALICE)).isEqualTo(Status.RUNNING);
    pass(Duration.ofMinutes(10));
    assertThat(status(ALICE)).isEqualTo(Status.STOPPED);
    assertThat(stopCause(ALICE)).isEqualTo(StopCauseKind.MAINTENANCE);
  }

  @Test
  void anEmptyServerStopsWithTheNextTick() {
    plays(ALICE);
    world.players.play("alice", 0);
    worker.startMaintenance("We move.");

    worker.sweep();

    assertThat(status(ALICE)).isEqualTo(Status.STOPPING);
  }

  @Test
  void theEndOfMaintenanceWithdrawsItsNotice() {
    plays(ALICE);
    worker.startMaintenance("We move.");
    pass(Duration.ofMinutes(3));
    assertThat(notice(ALICE)).isPresent();

    worker.endMaintenance();
    worker.sweep();

    assertThat(notice(ALICE)).isEmpty();
    pass(Duration.ofMinutes(30));
    assertThat(status(ALICE)).isEqualTo(Status.RUNNING);
  }

  @Test
  void theEndOfMaintenanceKeepsOtherNotices() {
    plays(ALICE);
    worker.startMaintenance("We move.");
    Notice given =
        new Notice(
            world.clock.instant().plus(Notice.AHEAD),
            new StopCause(StopCauseKind.SESSION_OVER, "Over."),
            false);
    assertThat(world.store.save(world.instance(ALICE).noticed(given, world.clock.instant())))
        .isPresent();

    worker.endMaintenance();
    worker.sweep();

    assertThat(notice(ALICE)).contains(given);
  }

  @Test
  void aLicenceWithdrawnDuringMaintenanceStillEndsTheRun() {
    UserId carol = new UserId("carol");
    worker.create(PlatformFixture.pooled(carol, "carol"));
    worker.share(ALICE, Operation.SHARE);
    session(carol, Duration.ofMinutes(30));
    world.players.play("carol", 3);
    world.pass(Duration.ofMinutes(40), carol);
    assertThat(status(carol)).isEqualTo(Status.RUNNING);
    worker.startMaintenance("We move.");
    worker.sweep();
    worker.share(ALICE, Operation.WITHDRAW);

    worker.endMaintenance();
    worker.sweep();
    world.pass(Duration.ofMinutes(16), carol);

    assertThat(status(carol)).isEqualTo(Status.STOPPED);
    assertThat(stopCause(carol)).isEqualTo(StopCauseKind.LICENSE_WITHDRAWN);
  }

  @Test
  void aStartThatRacesWithTheOrderIsStoppedByTheNextTick() {
    PlatformFixture.Worker late =
        world.worker(
            PortCalls.after("StartRecords.beforeStart", () -> worker.startMaintenance("We move.")));
    assertThat(late.start(ALICE).status()).isEqualTo(Status.STARTING);
    world.clock.advance(Duration.ofMinutes(5));

    worker.sweep();

    assertThat(status(ALICE)).isEqualTo(Status.STOPPING);
    settle(ALICE);
    assertThat(status(ALICE)).isEqualTo(Status.STOPPED);
    assertThat(stopCause(ALICE)).isEqualTo(StopCauseKind.MAINTENANCE);
    assertThat(world.store.allLicenses()).allMatch(license -> license.run().isEmpty());
  }

  @Test
  void stoppedServersAreLeftAlone() {
    Instance before = world.instance(BOB);

    assertThat(worker.startMaintenance("We move.").servers()).isZero();
    pass(Duration.ofMinutes(11));

    assertThat(world.instance(BOB)).isEqualTo(before);
  }

  @Test
  void aSecondOrderChangesOnlyTheReason() {
    MaintenanceOrder first = worker.startMaintenance("We move.").maintenance();
    world.clock.advance(Duration.ofHours(1));
    MaintenanceOrder second = worker.startMaintenance("It takes longer.").maintenance();

    assertThat(second.since()).isEqualTo(first.since());
    assertThat(second.reason()).isEqualTo("It takes longer.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void maintenanceNeedsAReason(String reason) {
    assertThatThrownBy(() -> worker.startMaintenance(reason))
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.field()).contains("reason"));
    assertThatThrownBy(() -> worker.startMaintenance("x".repeat(501)))
        .isInstanceOf(PlatformException.class);
    assertThat(world.store.maintenance()).isEmpty();
  }

  @Test
  void aSessionDuringMaintenanceIsRetriedAndFailsWithTheReason() {
    SessionId id = session(ALICE, Duration.ofHours(2));
    worker.startMaintenance("We move.");
    pass(Duration.ofMinutes(116));
    assertThat(session(id).status()).isEqualTo(SessionStatus.PREPARING);
    assertThat(session(id).reason()).contains("The platform is in maintenance: We move.");
    pass(Duration.ofMinutes(22));

    assertThat(session(id).status()).isEqualTo(SessionStatus.FAILED);
    assertThat(session(id).reason().orElseThrow())
        .contains("15 minutes after the start", "The platform is in maintenance: We move.");
    assertThat(world.tasks.startedEver()).isZero();
    assertThat(world.notifications.published())
        .extracting(DomainEvent::name)
        .contains("SessionFailed");
  }

  @Test
  void aSessionTakesPlaceWhenMaintenanceEndsInTime() {
    SessionId id = session(ALICE, Duration.ofHours(2));
    worker.startMaintenance("We move.");
    pass(Duration.ofMinutes(125));
    worker.endMaintenance();
    pass(Duration.ofMinutes(6));

    assertThat(session(id).status()).isEqualTo(SessionStatus.ACTIVE);
  }

  @Test
  void aLaterSessionIsUntouched() {
    SessionId id = session(ALICE, Duration.ofDays(2));
    Session before = session(id);
    worker.startMaintenance("We move.");
    pass(Duration.ofMinutes(30));
    worker.resetMaintenance();

    assertThat(session(id)).isEqualTo(before);
  }

  @Test
  void aResetResumesInterruptedSessions() {
    SessionId id = session(ALICE, Duration.ofHours(1));
    world.players.play("alice", 3);
    pass(Duration.ofMinutes(70));
    assertThat(session(id).status()).isEqualTo(SessionStatus.ACTIVE);
    worker.startMaintenance("We move.");
    pass(Duration.ofMinutes(25));
    assertThat(status(ALICE)).isEqualTo(Status.STOPPED);
    assertThat(session(id).status()).isEqualTo(SessionStatus.ACTIVE);

    assertThat(worker.resetMaintenance()).isEqualTo(new ResetMaintenance.Report(0, 1, 0));

    assertThat(world.store.maintenance()).isEmpty();
    assertThat(session(id).status()).isEqualTo(SessionStatus.PREPARING);
    assertThat(worker.resetMaintenance()).isEqualTo(new ResetMaintenance.Report(0, 0, 0));
    pass(Duration.ofMinutes(6));
    assertThat(session(id).status()).isEqualTo(SessionStatus.ACTIVE);
    assertThat(status(ALICE)).isEqualTo(Status.RUNNING);
    assertThat(world.tasks.startedEver()).isEqualTo(2);
    assertThat(world.notifications.published())
        .as("events that tell something new each, also to whoever drops repetitions")
        .filteredOn(event -> event.name().equals("SessionReady"))
        .extracting(DomainEvent::eventId)
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  @Test
  void aResetDoesNotStartAServerThatItsUserStopped() {
    SessionId id = session(ALICE, Duration.ofHours(1));
    world.players.play("alice", 3);
    pass(Duration.ofMinutes(70));
    worker.stop(ALICE);
    settle(ALICE);
    worker.startMaintenance("We move.");

    assertThat(worker.resetMaintenance().resumed()).isZero();

    assertThat(session(id).status()).isEqualTo(SessionStatus.ACTIVE);
    assertThat(status(ALICE)).isEqualTo(Status.STOPPED);
  }

  @Test
  void aResetDoesNotStartAServerThatStoppedForAnotherReason() {
    SessionId id = session(ALICE, Duration.ofHours(1));
    world.players.play("alice", 0);
    pass(Duration.ofMinutes(90));
    assertThat(stopCause(ALICE)).isEqualTo(StopCauseKind.NEVER_JOINED);
    worker.startMaintenance("We move.");

    assertThat(worker.resetMaintenance().resumed()).isZero();
    assertThat(session(id).status()).isEqualTo(SessionStatus.ACTIVE);
  }

  @Test
  void aResetLeavesAFinishedSessionAlone() {
    SessionId id = session(ALICE, Duration.ofHours(1));
    world.players.play("alice", 3);
    pass(Duration.ofMinutes(70));
    worker.startMaintenance("We move.");
    pass(Duration.ofHours(4));

    assertThat(worker.resetMaintenance().resumed()).isZero();
    assertThat(session(id).status()).isEqualTo(SessionStatus.COMPLETED);
  }

  @Test
  void aCrashAfterTheOrderKeepsTheOrder() {
    plays(ALICE);
    PlatformFixture.Worker crashing =
        world.worker(
            PortCalls.after(
                "MaintenanceOrders.order",
                () -> {
                  throw new IllegalStateException("dead");
                }));
    assertThatThrownBy(() -> crashing.startMaintenance("We move.")).hasMessage("dead");

    pass(Duration.ofMinutes(21));

    assertThat(status(ALICE)).isEqualTo(Status.STOPPED);
  }

  @Test
  void aServerThatCannotBeRequeuedIsReportedAndStoppedLater() {
    plays(ALICE);
    PlatformFixture.Worker hindered =
        world.worker(
            PortCalls.before(
                "Instances.find",
                () -> {
                  throw PlatformException.dependency("Could not read.", true);
                }));

    assertThat(hindered.startMaintenance("We move.").servers()).isZero();

    assertThat(world.troubles).singleElement().asString().contains(ALICE.value());
    pass(Duration.ofMinutes(21));
    assertThat(status(ALICE)).isEqualTo(Status.STOPPED);
  }

  private SessionId session(UserId user, Duration ahead) {
    return worker
        .schedule(user, world.clock.instant().plus(ahead), Duration.ofHours(3))
        .sessionId();
  }

  private void plays(UserId user) {
    worker.start(user);
    assertThat(world.settleUntil(user, Status.RUNNING).status()).isEqualTo(Status.RUNNING);
  }

  private void pass(Duration time) {
    world.pass(time, ALICE);
  }

  private void settle(UserId user) {
    var unused = world.settleUntil(user, Status.STOPPED);
  }

  private Status status(UserId user) {
    return world.instance(user).status();
  }

  private Optional<Notice> notice(UserId user) {
    return world.instance(user).run().flatMap(Run::notice);
  }

  private StopCauseKind stopCause(UserId user) {
    return world.instance(user).stopCause().orElseThrow().kind();
  }

  private Session session(SessionId id) {
    return world.store.find(id).orElseThrow();
  }
}
