package dev.foundryhosting.shutdown;

import static dev.foundryhosting.instance.World.ALICE;
import static dev.foundryhosting.instance.World.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Route;
import dev.foundryhosting.instance.Servers;
import dev.foundryhosting.instance.World;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.shutdown.LivingTasks.LivingTask;
import dev.foundryhosting.shutdown.StandingWays.StandingWay;
import dev.foundryhosting.shutdown.StrayPolicy.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StrayPolicyTest {
  private static final Instant NOW = World.BEGIN.plus(Duration.ofHours(1));
  private static final Instance STARTING =
      Servers.starting(ALICE, LicenseId.ofOwner(ALICE), Optional.empty());
  private static final Instance RUNNING =
      Servers.running(ALICE, LicenseId.ofOwner(ALICE), Optional.empty());
  private static final String TOKEN = RUNNING.run().orElseThrow().runId();

  /** A record, and whether it knows the task that was started with the token of its run. */
  private record Row(String name, Optional<Instance> record, boolean knows) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Row> records() {
    return Stream.of(
        new Row("nobody", Optional.empty(), false),
        new Row("made, and never run", Optional.of(Servers.created(ALICE)), false),
        new Row("starting", Optional.of(STARTING), true),
        new Row("running", Optional.of(RUNNING), true),
        new Row("stopping", Optional.of(Servers.stopping(RUNNING)), true),
        new Row("destroyed while it runs", Optional.of(Servers.destroying(RUNNING)), true),
        new Row("stopped", Optional.of(Servers.stopped(RUNNING)), false),
        new Row(
            "destroyed after it ran",
            Optional.of(Servers.destroying(Servers.stopped(RUNNING))),
            false));
  }

  @ParameterizedTest
  @MethodSource("records")
  void aTaskBelongsToTheRunWhoseTokenItHas(Row row) {
    assertThat(StrayPolicy.ofTask(task(TOKEN), row.record(), Optional.empty(), NOW))
        .isEqualTo(row.knows() ? Fate.BELONGS : Fate.SUSPECT);
    assertThat(StrayPolicy.ofTask(task(TOKEN), row.record(), seen(300), NOW))
        .isEqualTo(row.knows() ? Fate.BELONGS : Fate.STRAY);
  }

  @ParameterizedTest
  @MethodSource("records")
  void aTaskOfAnotherTokenIsNobodysWhateverTheRecord(Row row) {
    assertThat(StrayPolicy.ofTask(task("another"), row.record(), seen(300), NOW))
        .isEqualTo(Fate.STRAY);
    assertThat(StrayPolicy.ofTask(task(""), row.record(), seen(300), NOW)).isEqualTo(Fate.STRAY);
  }

  @ParameterizedTest
  @MethodSource("records")
  void aWayBelongsToARunInWhateverState(Row row) {
    assertThat(StrayPolicy.ofWay(row.record(), Optional.empty(), NOW))
        .isEqualTo(row.knows() ? Fate.BELONGS : Fate.SUSPECT);
    assertThat(StrayPolicy.ofWay(row.record(), seen(300), NOW))
        .isEqualTo(row.knows() ? Fate.BELONGS : Fate.STRAY);
  }

  @ParameterizedTest
  @CsvSource({"0, SUSPECT", "299, SUSPECT", "300, STRAY", "86400, STRAY"})
  void nothingGoesBeforeASecondLookFiveMinutesLater(long seconds, Fate fate) {
    assertThat(StrayPolicy.ofTask(task(TOKEN), Optional.empty(), seen(seconds), NOW))
        .isEqualTo(fate);
    assertThat(StrayPolicy.ofWay(Optional.empty(), seen(seconds), NOW)).isEqualTo(fate);
  }

  @Test
  void aWayIsLostWhenItsGroupOrItsRuleIsNotThere() {
    Route route = RUNNING.run().orElseThrow().route().orElseThrow();
    StandingWay whole = new StandingWay(route.targetGroupArn(), Set.of("other", route.ruleArn()));
    StandingWay ruleless = new StandingWay(route.targetGroupArn(), Set.of());
    StandingWay others = new StandingWay("another group", Set.of(route.ruleArn()));

    assertThat(StrayPolicy.wayLost(RUNNING, List.of(others, whole), NOW)).isFalse();
    assertThat(StrayPolicy.wayLost(RUNNING, List.of(ruleless), NOW)).isTrue();
    assertThat(StrayPolicy.wayLost(RUNNING, List.of(others), NOW)).isTrue();
    assertThat(StrayPolicy.wayLost(RUNNING, List.of(), NOW)).isTrue();
  }

  @Test
  void onlyAServerThatHasRunForAWhileCanHaveLostItsWay() {
    Instant ready = RUNNING.run().orElseThrow().readyAt().orElseThrow();

    assertThat(StrayPolicy.wayLost(RUNNING, List.of(), ready.plusSeconds(119))).isFalse();
    assertThat(StrayPolicy.wayLost(RUNNING, List.of(), ready.plusSeconds(120))).isTrue();
    assertThat(StrayPolicy.wayLost(STARTING, List.of(), NOW)).isFalse();
    assertThat(StrayPolicy.wayLost(Servers.stopping(RUNNING), List.of(), NOW)).isFalse();
    assertThat(StrayPolicy.wayLost(Servers.created(BOB), List.of(), NOW)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"7b1d0c9e, 7b1d0c9e", "'', 0123", "a/b, 0123", "a_b, a_b"})
  void aTaskIsBookedUnderItsTokenOrWhereThatCanBeNoneUnderItsOwnId(String token, String runId) {
    assertThat(new LivingTask("arn:task/servers/0123", ALICE, token, 1024, 2048).runId())
        .isEqualTo(runId);
  }

  private static Optional<Instant> seen(long secondsAgo) {
    return Optional.of(NOW.minusSeconds(secondsAgo));
  }

  private static LivingTask task(String token) {
    return new LivingTask("arn:task/servers/0123", ALICE, token, 1024, 2048);
  }
}
