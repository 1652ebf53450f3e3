/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.operation;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.instance.port.PortCalls;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.shutdown.PlayerCounts.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is ordered, started and lifted in whatever order, also by processes that die of it. */
class MaintenancePropertiesTest {
  private static final Duration TICK = Duration.ofMinutes(5);

  /** A tick to warn, ten minutes, a tick to stop, and some time for the cloud. */
  private static final Duration EMPTIED_WITHIN = Duration.ofMinutes(30);

  private enum Happens {
    NOTHING,
    ORDER,
    ORDER_AND_DIE,
    LIFT,
    RESET,
    START,
    START_RACING_THE_ORDER,
    KEEP_ALIVE,
    PLAYERS_COME,
    PLAYERS_LEAVE,
    WORLD_CLOSES,
    UNREADABLE
  }

  @Provide
  Arbitrary<List<Happens>> histories() {
    return Arbitraries.of(Happens.class).list().ofMinSize(1).ofMaxSize(40);
  }

  @Property(tries = 500)
  void maintenanceWarnsPlayersAndStopsAllServers(@ForAll("histories") List<Happens> history) {
    PlatformFixture world = new PlatformFixture();
    var unused = world.worker().create(PlatformFixture.owner(ALICE, "alice"));
    Optional<Instant> warnedAt = Optional.empty();
    for (Happens each : history) {
      happen(each, world);
      Status before = status(world);
      boolean playable = !world.players.read(subdomain(world)).equals(Reading.counted(0));
      world.clock.advance(TICK);
      world.cloudMoves();
      var swept = world.worker().sweep();

      boolean stopped = before == Status.RUNNING && status(world) != Status.RUNNING;
      if (stopped && playable) {
        Instant now = world.clock.instant();
        assertThat(warnedAt)
            .hasValueSatisfying(at -> assertThat(at.plus(Notice.AHEAD)).isBeforeOrEqualTo(now));
      }
      warnedAt = notice(world).isEmpty() ? Optional.empty() : warnedAt.or(() -> now(world));
      assertThat(swept.failed()).isZero();
      assertEmptied(world);
    }
  }

  private static void assertEmptied(PlatformFixture world) {
    world
        .store
        .maintenance()
        .filter(order -> !order.since().plus(EMPTIED_WITHIN).isAfter(world.clock.instant()))
        .ifPresent(order -> assertThat(status(world)).isNotIn(Status.STARTING, Status.RUNNING));
  }

  private static void happen(Happens what, PlatformFixture world) {
    PlatformFixture.Worker worker = world.worker();
    switch (what) {
      case NOTHING -> {}
      case ORDER -> worker.startMaintenance("We move.");
      case ORDER_AND_DIE -> dying(world);
      case LIFT -> worker.endMaintenance();
      case RESET -> worker.resetMaintenance();
      case START -> tried(() -> worker.start(ALICE));
      case START_RACING_THE_ORDER ->
          tried(
              () ->
                  world
                      .worker(
                          PortCalls.after(
                              "StartRecords.beforeStart",
                              () -> worker.startMaintenance("We move.")))
                      .start(ALICE));
      case KEEP_ALIVE -> tried(() -> worker.keepAlive(ALICE, Duration.ofHours(4)));
      case PLAYERS_COME -> world.players.play("alice", 3);
      case PLAYERS_LEAVE -> world.players.play("alice", 0);
      case WORLD_CLOSES -> world.players.setUp("alice", "no world");
      case UNREADABLE -> world.players.unreadable("alice");
    }
  }

  private static void dying(PlatformFixture world) {
    PlatformFixture.Worker crashing =
        world.worker(
            PortCalls.after(
                "MaintenanceOrders.order",
                () -> {
                  throw PlatformException.dependency("dead", true);
                }));
    tried(() -> crashing.startMaintenance("We move."));
  }

  /** What may be refused. */
  private static void tried(Runnable deed) {
    try {
      deed.run();
    } catch (PlatformException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  private static Status status(PlatformFixture world) {
    return world.instance(ALICE).status();
  }

  private static Subdomain subdomain(PlatformFixture world) {
    return world.instance(ALICE).profile().subdomain();
  }

  private static Optional<Notice> notice(PlatformFixture world) {
    return world.instance(ALICE).run().flatMap(Run::notice);
  }

  private static Optional<Instant> now(PlatformFixture world) {
    return Optional.of(world.clock.instant());
  }
}
