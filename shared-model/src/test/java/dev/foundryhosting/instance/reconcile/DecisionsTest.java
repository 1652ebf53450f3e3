/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.RecordSamples.NOW;
import static dev.foundryhosting.instance.reconcile.RecordSamples.ROUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.LicenseType;
import dev.foundryhosting.instance.Phase;
import dev.foundryhosting.instance.PlayerActivity;
import dev.foundryhosting.instance.ReconcileStatus;
import dev.foundryhosting.instance.Resource;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.TaskObservation.State;
import dev.foundryhosting.instance.reconcile.StartPolicy.Decision;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Status, start policy, agenda and phases: for each status and situation one row. */
class DecisionsTest {
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final LicenseId OWN = LicenseId.ofOwner(ALICE);
  private static final LicenseId LENT = LicenseId.ofOwner(PlatformFixture.BOB);

  /** Every situation with the status that others see. */
  static Stream<Arguments> statuses() {
    return Stream.of(
        Arguments.of("asked for", RecordSamples.requested(), Status.CREATING),
        Arguments.of(
            "all but one resource",
            RecordSamples.creating(allBut(Resource.LICENSE_LINK)),
            Status.CREATING),
        Arguments.of("created", RecordSamples.created(), Status.CREATED),
        Arguments.of("a run without a task", RecordSamples.asked(), Status.STARTING),
        Arguments.of("a task prepares", RecordSamples.starting(State.PREPARING), Status.STARTING),
        Arguments.of(
            "a task runs, nobody let in", RecordSamples.starting(State.RUNNING), Status.STARTING),
        Arguments.of("players are let in", RecordSamples.running(), Status.RUNNING),
        Arguments.of("a task runs on", RecordSamples.stopping(State.RUNNING), Status.STOPPING),
        Arguments.of("a task ends", RecordSamples.stopping(State.ENDING), Status.STOPPING),
        Arguments.of(
            "a task ended, licence taken", RecordSamples.stopping(State.STOPPED), Status.STOPPING),
        Arguments.of(
            "a run that never had a task", RecordSamples.stoppingUnrecorded(), Status.STOPPING),
        Arguments.of("stopped", RecordSamples.stopped(), Status.STOPPED),
        Arguments.of("failed", RecordSamples.failed(), Status.FAILED),
        Arguments.of(
            "to be destroyed",
            RecordSamples.destroying(RecordSamples.created()),
            Status.DESTROYING),
        Arguments.of(
            "to be destroyed while it runs",
            RecordSamples.destroying(RecordSamples.running()),
            Status.DESTROYING),
        Arguments.of(
            "to be destroyed before it was made",
            RecordSamples.destroying(RecordSamples.requested()),
            Status.DESTROYING),
        Arguments.of("gone", RecordSamples.gone(), Status.DESTROYING));
  }

  private static final Map<Status, Instance> ONE_OF_EACH = new EnumMap<>(Status.class);

  static {
    statuses()
        .map(Arguments::get)
        .filter(row -> !row[0].equals("gone"))
        .forEach(row -> ONE_OF_EACH.put((Status) row[2], (Instance) row[1]));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("statuses")
  void othersSee(String situation, Instance instance, Status status) {
    assertThat(instance.status()).isEqualTo(status);
  }

  @Test
  void everyStatusIsSomewhere() {
    assertThat(ONE_OF_EACH).containsOnlyKeys(Status.values());
  }

  @ParameterizedTest
  @EnumSource
  void aStatusIsShownInLowerCase(Status status) {
    assertThat(status.label()).isEqualTo(status.name().toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "CREATING, refused for now",
    "CREATED, allowed",
    "STARTING, runs already",
    "RUNNING, runs already",
    "STOPPING, refused for now",
    "STOPPED, allowed",
    "DESTROYING, refused",
    "FAILED, allowed"
  })
  void aStartIs(Status status, String decision) {
    String made =
        switch (decided(ONE_OF_EACH.get(status), List.of(), List.of())) {
          case Decision.Allowed(LicenseId license, Optional<Reservation> booking) -> {
            assertThat(license).isEqualTo(OWN);
            assertThat(booking).isEmpty();
            yield "allowed";
          }
          case Decision.AlreadyRunning() -> "runs already";
          case Decision.Refused(ErrorCode code, String why, boolean passes) -> {
            assertThat(code).isEqualTo(ErrorCode.INVALID_STATE);
            assertThat(why).startsWith("The server is ").endsWith(".");
            yield passes ? "refused for now" : "refused";
          }
        };
    assertThat(made).isEqualTo(decision);
  }

  @Test
  void withoutAnOwnLicenceNothingStartsOnDemand() {
    assertThat(decided(RecordSamples.created(LicenseType.POOLED), List.of(), List.of()))
        .isInstanceOfSatisfying(
            Decision.Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(ErrorCode.LICENSE_UNAVAILABLE);
              assertThat(refused.passes()).isFalse();
            });
  }

  @ParameterizedTest(name = "{0}, {1} minutes before: {2}")
  @CsvSource({
    "BYOL, 31, own",
    "BYOL, 30, own",
    "BYOL, 6, own",
    "BYOL, 5, session",
    "BYOL, -119, session",
    "BYOL, -120, own",
    "POOLED, 6, LICENSE_UNAVAILABLE",
    "POOLED, 5, session",
    "POOLED, 0, session",
    "POOLED, -119, session",
    "POOLED, -120, LICENSE_UNAVAILABLE"
  })
  void aStartAroundASessionOfTheUsersOwnIs(LicenseType type, int minutesBefore, String decision) {
    Reservation mine = booked(ALICE, LENT, minutesBefore);

    assertThat(told(decided(RecordSamples.created(type), List.of(mine), List.of()), mine))
        .isEqualTo(decision);
  }

  @ParameterizedTest(name = "{0} minutes before a session of somebody else''s: {1}")
  @CsvSource({
    "31, own",
    "30, LICENSE_IN_USE",
    "1, LICENSE_IN_USE",
    "0, LICENSE_IN_USE",
    "-119, LICENSE_IN_USE",
    "-120, own"
  })
  void aStartOnALicenceThatSomebodyBookedIs(int minutesBefore, String decision) {
    Reservation theirs = booked(PlatformFixture.BOB, OWN, minutesBefore);

    assertThat(told(decided(RecordSamples.created(), List.of(), List.of(theirs)), theirs))
        .isEqualTo(decision);
  }

  private static Decision decided(
      Instance instance, List<Reservation> mine, List<Reservation> onOwn) {
    return StartPolicy.byState(instance, NOW)
        .orElseGet(
            () ->
                StartPolicy.decide(
                    instance.profile(),
                    new UserBookings(instance.userId(), mine, 1),
                    onOwn,
                    RecordSamples.NOW));
  }

  private static Reservation booked(UserId user, LicenseId license, int minutesBefore) {
    Instant start = RecordSamples.NOW.plus(Duration.ofMinutes(minutesBefore));
    return new Reservation(
        license, new TimeSlot(start, start.plus(Duration.ofHours(2))), new SessionId("s"), user);
  }

  private static String told(Decision decision, Reservation reservation) {
    return switch (decision) {
      case Decision.Allowed(LicenseId license, Optional<Reservation> booking) -> {
        assertThat(license).isEqualTo(booking.map(Reservation::licenseId).orElse(OWN));
        booking.ifPresent(b -> assertThat(b).isEqualTo(reservation));
        yield booking.isPresent() ? "session" : "own";
      }
      case Decision.AlreadyRunning() -> "runs already";
      case Decision.Refused(ErrorCode code, String why, boolean passes) -> {
        assertThat(passes).isEqualTo(code == ErrorCode.LICENSE_IN_USE);
        if (code == ErrorCode.LICENSE_IN_USE) {
          assertThat(why).contains(reservation.slot().start().toString());
        }
        yield code.name();
      }
    };
  }

  @ParameterizedTest(name = "{0}: look after {1} s, wake up after {2} s")
  @CsvSource({
    "CREATING, 60, 10",
    "CREATED, , ",
    "STARTING, 60, 10",
    "RUNNING, 0, ",
    "STOPPING, 60, 10",
    "STOPPED, , ",
    "DESTROYING, 60, 10",
    "FAILED, , "
  })
  void theNextLookComes(Status status, Long check, Long wakeup) {
    Instance instance = ONE_OF_EACH.get(status);

    assertThat(RequeuePolicy.nextCheck(instance, NOW))
        .isEqualTo(Optional.ofNullable(check).map(NOW::plusSeconds));
    assertThat(RequeuePolicy.wakeup(instance, PAUSE, NOW))
        .isEqualTo(Optional.ofNullable(wakeup).map(Duration::ofSeconds));
  }

  @Test
  void aServerWhosePlayersWereCountedIsLookedAtWithTheTickAfter() {
    Instance counted = RecordSamples.running().withActivity(PlayerActivity.begun().counted(1, NOW));
    Instance unreadable =
        RecordSamples.running().withActivity(PlayerActivity.begun().unreadable(NOW));

    assertThat(RequeuePolicy.nextCheck(counted, NOW)).contains(NOW.plusSeconds(240));
    assertThat(RequeuePolicy.nextCheck(unreadable, NOW)).contains(NOW.plusSeconds(240));
  }

  @Test
  void aServerWhoseTaskIsMissingIsLookedAtAMinuteLater() {
    Instance counted = RecordSamples.running().withActivity(PlayerActivity.begun().counted(1, NOW));
    Instance missing =
        RecordSamples.with(
            counted, run -> run.observed(run.task().orElseThrow().next(Optional.empty(), NOW)));

    assertThat(RequeuePolicy.nextCheck(missing, NOW)).contains(NOW.plusSeconds(60));
    assertThat(RequeuePolicy.wakeup(missing, PAUSE, NOW)).contains(Duration.ofMinutes(1));
    assertThat(RequeuePolicy.wakeup(counted, PAUSE, NOW)).isEmpty();
  }

  @Test
  void aTombstoneIsLookedAtWhenItsSavePointsAreToGo() {
    Instance gone = RecordSamples.gone();
    Instant end = NOW.plus(TeardownJobs.KEPT);
    assertThat(RequeuePolicy.nextCheck(gone, NOW)).contains(end);
    assertThat(RequeuePolicy.wakeup(gone, PAUSE, NOW)).isEmpty();
    assertThat(TeardownJobs.withNext(gone, end.minusMillis(1))).isEqualTo(gone);

    Instance forgetting = TeardownJobs.withNext(gone, end);
    assertThat(RequeuePolicy.nextCheck(forgetting, end)).contains(end.plusSeconds(60));
    Instance forgotten = forgetting.with(forgetting.fileJob().orElseThrow().done("Gone.", end));
    assertThat(RequeuePolicy.nextCheck(forgotten, end)).isEmpty();
    assertThat(TeardownJobs.withNext(forgotten, end)).isEqualTo(forgotten);
  }

  @ParameterizedTest(name = "after {0} failures: {1} s, {2} s")
  @CsvSource({
    "1, 120, 20",
    "2, 240, 40",
    "3, 480, 80",
    "4, 600, 160",
    "6, 600, 600",
    "1000000, 600, 600"
  })
  void failuresInARowMakeThePausesLongerUpToTenMinutes(int failures, long check, long wakeup) {
    ReconcileStatus tired =
        new ReconcileStatus(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            failures,
            Optional.of("no"),
            Optional.empty());
    Instance instance = RecordSamples.asked().with(tired);

    assertThat(RequeuePolicy.nextCheck(instance, NOW)).contains(NOW.plusSeconds(check));
    assertThat(RequeuePolicy.wakeup(instance, PAUSE, NOW)).contains(Duration.ofSeconds(wakeup));
  }

  static Stream<Arguments> phases() {
    Instance booting = RecordSamples.starting(State.RUNNING);
    Instance registered = RecordSamples.with(booting, run -> run.routedBy(ROUTE).withTarget());
    return Stream.of(
        Arguments.of("no task", RecordSamples.asked(), Phase.REQUESTED),
        Arguments.of("a task prepares", RecordSamples.starting(State.PREPARING), Phase.PULLING),
        Arguments.of("its containers run", booting, Phase.BOOTING),
        Arguments.of("it is registered, but says nothing", registered, Phase.BOOTING),
        Arguments.of("it is well, but not registered", healthy(booting), Phase.BOOTING),
        Arguments.of("it is registered and well", healthy(registered), Phase.CHECKING),
        Arguments.of("players are let in", RecordSamples.running(), Phase.READY),
        Arguments.of("it is to end", RecordSamples.stopping(State.RUNNING), Phase.DRAINING),
        Arguments.of(
            "it is to be destroyed",
            RecordSamples.destroying(RecordSamples.running()),
            Phase.DRAINING),
        Arguments.of("its run is over", RecordSamples.stopped(), Phase.STOPPED));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("phases")
  void whoWaitsSees(String situation, Instance instance, Phase phase) {
    Instant later = NOW.plusSeconds(5);

    assertThat(Phases.inPhase(instance, later).progress().orElseThrow().current().phase())
        .isEqualTo(phase);
  }

  @Test
  void aPhaseThatIsOverDoesNotComeBack() {
    Instance checking =
        healthy(
            RecordSamples.with(
                RecordSamples.starting(State.RUNNING), run -> run.routedBy(ROUTE).withTarget()));
    Instance seen = Phases.inPhase(checking, NOW);
    Instance unwell = RecordSamples.observed(seen, State.RUNNING, false);

    assertThat(Phases.inPhase(unwell, NOW.plusSeconds(9))).isEqualTo(unwell);
  }

  @Test
  void aPhaseBeginsOnce() {
    Instance pulling = Phases.inPhase(RecordSamples.starting(State.PREPARING), NOW.plusSeconds(1));

    assertThat(Phases.inPhase(pulling, NOW.plusSeconds(9))).isEqualTo(pulling);
  }

  @Test
  void whatNeverMovedShowsNoPhase() {
    assertThat(Phases.inPhase(RecordSamples.created(), NOW).progress()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aPhaseIsShownInLowerCase(Phase phase) {
    assertThat(phase.label()).matches("[a-z]+").isEqualToIgnoringCase(phase.name());
  }

  private static Resource[] allBut(Resource one) {
    return Arrays.stream(Resource.values()).filter(each -> each != one).toArray(Resource[]::new);
  }

  private static Instance healthy(Instance instance) {
    return RecordSamples.with(
        instance, run -> run.observed(RecordSamples.task("arn:task", State.RUNNING, false, true)));
  }
}
