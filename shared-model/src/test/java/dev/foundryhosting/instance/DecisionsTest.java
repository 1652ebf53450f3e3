package dev.foundryhosting.instance;

import static dev.foundryhosting.instance.Situations.NOW;
import static dev.foundryhosting.instance.Situations.ROUTE;
import static dev.foundryhosting.instance.World.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.instance.StartPolicy.Decision;
import dev.foundryhosting.instance.TaskObservation.State;
import dev.foundryhosting.license.Diary;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.TimeSlot;
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
  private static final LicenseId LENT = LicenseId.ofOwner(World.BOB);

  /** Every situation with the status that others see. */
  static Stream<Arguments> statuses() {
    return Stream.of(
        Arguments.of("asked for", Situations.requested(), Status.CREATING),
        Arguments.of(
            "all but one resource",
            Situations.creating(allBut(Resource.LICENSE_LINK)),
            Status.CREATING),
        Arguments.of("created", Situations.created(), Status.CREATED),
        Arguments.of("a run without a task", Situations.asked(), Status.STARTING),
        Arguments.of("a task prepares", Situations.starting(State.PREPARING), Status.STARTING),
        Arguments.of(
            "a task runs, nobody let in", Situations.starting(State.RUNNING), Status.STARTING),
        Arguments.of("players are let in", Situations.running(), Status.RUNNING),
        Arguments.of("a task runs on", Situations.stopping(State.RUNNING), Status.STOPPING),
        Arguments.of("a task ends", Situations.stopping(State.ENDING), Status.STOPPING),
        Arguments.of(
            "a task ended, licence taken", Situations.stopping(State.STOPPED), Status.STOPPING),
        Arguments.of(
            "a run that never had a task", Situations.stoppingUnrecorded(), Status.STOPPING),
        Arguments.of("stopped", Situations.stopped(), Status.STOPPED),
        Arguments.of("failed", Situations.failed(), Status.FAILED),
        Arguments.of(
            "to be destroyed", Situations.destroying(Situations.created()), Status.DESTROYING),
        Arguments.of(
            "to be destroyed while it runs",
            Situations.destroying(Situations.running()),
            Status.DESTROYING),
        Arguments.of(
            "to be destroyed before it was made",
            Situations.destroying(Situations.requested()),
            Status.DESTROYING),
        Arguments.of("gone", Situations.gone(), Status.DESTROYING));
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
    assertThat(decided(Situations.created(LicenseType.POOLED), List.of(), List.of()))
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

    assertThat(told(decided(Situations.created(type), List.of(mine), List.of()), mine))
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
    Reservation theirs = booked(World.BOB, OWN, minutesBefore);

    assertThat(told(decided(Situations.created(), List.of(), List.of(theirs)), theirs))
        .isEqualTo(decision);
  }

  private static Decision decided(
      Instance instance, List<Reservation> mine, List<Reservation> onOwn) {
    return StartPolicy.byState(instance)
        .orElseGet(
            () ->
                StartPolicy.decide(
                    instance.profile(),
                    new Diary(instance.userId(), mine, 1),
                    onOwn,
                    Situations.NOW));
  }

  private static Reservation booked(UserId user, LicenseId license, int minutesBefore) {
    Instant start = Situations.NOW.plus(Duration.ofMinutes(minutesBefore));
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

    assertThat(Agenda.nextCheck(instance, NOW))
        .isEqualTo(Optional.ofNullable(check).map(NOW::plusSeconds));
    assertThat(Agenda.wakeup(instance, PAUSE))
        .isEqualTo(Optional.ofNullable(wakeup).map(Duration::ofSeconds));
  }

  @Test
  void aServerWhosePlayersWereCountedIsLookedAtWithTheTickAfter() {
    Instance counted = Situations.running().watched(Watch.begun().counted(1, NOW));
    Instance unreadable = Situations.running().watched(Watch.begun().unreadable(NOW));

    assertThat(Agenda.nextCheck(counted, NOW)).contains(NOW.plusSeconds(240));
    assertThat(Agenda.nextCheck(unreadable, NOW)).contains(NOW.plusSeconds(240));
  }

  @Test
  void aTombstoneIsNeverLookedAt() {
    assertThat(Agenda.nextCheck(Situations.gone(), NOW)).isEmpty();
    assertThat(Agenda.wakeup(Situations.gone(), PAUSE)).isEmpty();
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
    Upkeep tired =
        new Upkeep(
            Optional.empty(), Optional.empty(), Optional.empty(), failures, Optional.of("no"));
    Instance instance = Situations.asked().with(tired);

    assertThat(Agenda.nextCheck(instance, NOW)).contains(NOW.plusSeconds(check));
    assertThat(Agenda.wakeup(instance, PAUSE)).contains(Duration.ofSeconds(wakeup));
  }

  static Stream<Arguments> phases() {
    Instance booting = Situations.starting(State.RUNNING);
    Instance registered = Situations.with(booting, run -> run.routedBy(ROUTE).withTarget());
    return Stream.of(
        Arguments.of("no task", Situations.asked(), Phase.REQUESTED),
        Arguments.of("a task prepares", Situations.starting(State.PREPARING), Phase.PULLING),
        Arguments.of("its containers run", booting, Phase.BOOTING),
        Arguments.of("it is registered, but says nothing", registered, Phase.BOOTING),
        Arguments.of("it is well, but not registered", healthy(booting), Phase.BOOTING),
        Arguments.of("it is registered and well", healthy(registered), Phase.CHECKING),
        Arguments.of("players are let in", Situations.running(), Phase.READY),
        Arguments.of("it is to end", Situations.stopping(State.RUNNING), Phase.DRAINING),
        Arguments.of(
            "it is to be destroyed", Situations.destroying(Situations.running()), Phase.DRAINING),
        Arguments.of("its run is over", Situations.stopped(), Phase.STOPPED));
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
            Situations.with(
                Situations.starting(State.RUNNING), run -> run.routedBy(ROUTE).withTarget()));
    Instance seen = Phases.inPhase(checking, NOW);
    Instance unwell = Situations.observed(seen, State.RUNNING, false);

    assertThat(Phases.inPhase(unwell, NOW.plusSeconds(9))).isEqualTo(unwell);
  }

  @Test
  void aPhaseBeginsOnce() {
    Instance pulling = Phases.inPhase(Situations.starting(State.PREPARING), NOW.plusSeconds(1));

    assertThat(Phases.inPhase(pulling, NOW.plusSeconds(9))).isEqualTo(pulling);
  }

  @Test
  void whatNeverMovedShowsNoPhase() {
    assertThat(Phases.inPhase(Situations.created(), NOW).progress()).isEmpty();
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
    return Situations.with(
        instance, run -> run.observed(Situations.task("arn:task", State.RUNNING, false, true)));
  }
}
