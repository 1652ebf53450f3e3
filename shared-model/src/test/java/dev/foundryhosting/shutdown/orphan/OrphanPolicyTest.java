/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown.orphan;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.FormerWipe;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Route;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.instance.reconcile.Servers;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.shutdown.orphan.OrphanPolicy.OrphanDecision;
import dev.foundryhosting.shutdown.orphan.RouteInventory.InstalledRoute;
import dev.foundryhosting.shutdown.orphan.TaskInventory.RunningTask;
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

class OrphanPolicyTest {
  private static final Instant NOW = PlatformFixture.BEGIN.plus(Duration.ofHours(1));
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
  void aTaskIsOwnedByTheRunWithItsToken(Row row) {
    assertThat(OrphanPolicy.ofTask(task(TOKEN), row.record(), Optional.empty(), NOW))
        .isEqualTo(row.knows() ? OrphanDecision.OWNED : OrphanDecision.CANDIDATE);
    assertThat(OrphanPolicy.ofTask(task(TOKEN), row.record(), seen(300), NOW))
        .isEqualTo(row.knows() ? OrphanDecision.OWNED : OrphanDecision.ORPHAN);
  }

  @Test
  void aTaskByWhichAnEarlierVersionRemovesTheFilesIsOwned() {
    Instance destroying = Servers.destroying(Servers.stopped(RUNNING));
    FormerWipe wipe = new FormerWipe("wipe", Optional.empty(), false);
    Optional<Instance> record =
        Optional.of(destroying.with(destroying.teardown().orElseThrow().with(Optional.of(wipe))));

    assertThat(OrphanPolicy.ofTask(task("wipe"), record, seen(300), NOW))
        .isEqualTo(OrphanDecision.OWNED);
    assertThat(OrphanPolicy.ofTask(task("another"), record, seen(300), NOW))
        .isEqualTo(OrphanDecision.ORPHAN);
  }

  @ParameterizedTest
  @MethodSource("records")
  void aTaskWithAnotherTokenIsAnOrphan(Row row) {
    assertThat(OrphanPolicy.ofTask(task("another"), row.record(), seen(300), NOW))
        .isEqualTo(OrphanDecision.ORPHAN);
    assertThat(OrphanPolicy.ofTask(task(""), row.record(), seen(300), NOW))
        .isEqualTo(OrphanDecision.ORPHAN);
  }

  @ParameterizedTest
  @MethodSource("records")
  void aRouteIsOwnedByARunInAnyState(Row row) {
    assertThat(OrphanPolicy.ofRoute(row.record(), Optional.empty(), NOW))
        .isEqualTo(row.knows() ? OrphanDecision.OWNED : OrphanDecision.CANDIDATE);
    assertThat(OrphanPolicy.ofRoute(row.record(), seen(300), NOW))
        .isEqualTo(row.knows() ? OrphanDecision.OWNED : OrphanDecision.ORPHAN);
  }

  @ParameterizedTest
  @CsvSource({"0, CANDIDATE", "299, CANDIDATE", "300, ORPHAN", "86400, ORPHAN"})
  void nothingIsRemovedBeforeASecondScanFiveMinutesLater(long seconds, OrphanDecision crash) {
    assertThat(OrphanPolicy.ofTask(task(TOKEN), Optional.empty(), seen(seconds), NOW))
        .isEqualTo(crash);
    assertThat(OrphanPolicy.ofRoute(Optional.empty(), seen(seconds), NOW)).isEqualTo(crash);
  }

  @Test
  void aRouteIsLostWithoutItsTargetGroupOrRule() {
    Route route = RUNNING.run().orElseThrow().route().orElseThrow();
    InstalledRoute whole =
        new InstalledRoute(route.targetGroupArn(), Set.of("other", route.ruleArn()));
    InstalledRoute ruleless = new InstalledRoute(route.targetGroupArn(), Set.of());
    InstalledRoute others = new InstalledRoute("another group", Set.of(route.ruleArn()));

    assertThat(OrphanPolicy.routeLost(RUNNING, List.of(others, whole), NOW)).isFalse();
    assertThat(OrphanPolicy.routeLost(RUNNING, List.of(ruleless), NOW)).isTrue();
    assertThat(OrphanPolicy.routeLost(RUNNING, List.of(others), NOW)).isTrue();
    assertThat(OrphanPolicy.routeLost(RUNNING, List.of(), NOW)).isTrue();
  }

  @Test
  void onlyAServerThatHasRunForAWhileCanHaveLostItsRoute() {
    Instant ready = RUNNING.run().orElseThrow().readyAt().orElseThrow();

    assertThat(OrphanPolicy.routeLost(RUNNING, List.of(), ready.plusSeconds(119))).isFalse();
    assertThat(OrphanPolicy.routeLost(RUNNING, List.of(), ready.plusSeconds(120))).isTrue();
    assertThat(OrphanPolicy.routeLost(STARTING, List.of(), NOW)).isFalse();
    assertThat(OrphanPolicy.routeLost(Servers.stopping(RUNNING), List.of(), NOW)).isFalse();
    assertThat(OrphanPolicy.routeLost(Servers.created(BOB), List.of(), NOW)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"7b1d0c9e, 7b1d0c9e", "'', 0123", "a/b, 0123", "a_b, a_b"})
  void aTaskIsBookedUnderItsTokenOrItsOwnId(String token, String runId) {
    assertThat(new RunningTask("arn:task/servers/0123", ALICE, token, 1024, 2048).runId())
        .isEqualTo(runId);
  }

  private static Optional<Instant> seen(long secondsAgo) {
    return Optional.of(NOW.minusSeconds(secondsAgo));
  }

  private static RunningTask task(String token) {
    return new RunningTask("arn:task/servers/0123", ALICE, token, 1024, 2048);
  }
}
