/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.operation;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static dev.foundryhosting.usage.UsageSamples.EUR;
import static dev.foundryhosting.usage.UsageSamples.USD;
import static dev.foundryhosting.usage.UsageSamples.donation;
import static dev.foundryhosting.usage.UsageSamples.money;
import static dev.foundryhosting.usage.UsageSamples.privateDonation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.license.SharingPolicy.Operation;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.operation.PlatformOverview.Contributor;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionStatus;
import dev.foundryhosting.usage.SpendingCaps;
import dev.foundryhosting.usage.UsageMonth;
import dev.foundryhosting.usage.UsageSamples;
import dev.foundryhosting.usage.command.BookRun;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GetPlatformOverviewTest {
  private static final UserId CAROL = new UserId("carol");

  private final PlatformFixture world = new PlatformFixture();
  private final PlatformFixture.Worker worker = world.worker();

  @Test
  void anEmptyPlatformHasAnEmptyOverview() {
    PlatformOverview overview = worker.overview(10);

    assertThat(overview.servers()).isEmpty();
    assertThat(overview.sessions()).isEmpty();
    assertThat(overview.licenses()).isEmpty();
    assertThat(overview.contributors()).isEmpty();
    assertThat(overview.maintenance()).isEmpty();
    assertThat(overview.month().costs().coveredPercent()).isEqualTo(100);
    assertThat(overview.running())
        .isEqualTo(new PlatformOverview.Running(0, 0, UsageSamples.money("0", USD)));
  }

  @Test
  void serversSessionsAndLicencesAreCountedByTheirStates() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    worker.create(PlatformFixture.pooled(BOB, "bob"));
    worker.create(PlatformFixture.owner(CAROL, "carol"));
    worker.share(ALICE, Operation.SHARE);
    worker.start(CAROL);
    world.settleUntil(CAROL, Status.RUNNING);
    world.players.play("carol", 4);
    worker.sweep();
    Session next = worker.schedule(BOB, in(5), Duration.ofHours(2));
    worker.schedule(ALICE, in(50), Duration.ofHours(2));

    PlatformOverview overview = worker.overview(10);

    assertThat(overview.servers()).isEqualTo(Map.of(Status.CREATED, 2, Status.RUNNING, 1));
    assertThat(overview.sessions()).isEqualTo(Map.of(SessionStatus.SCHEDULED, 2));
    assertThat(overview.nextSession().map(Session::sessionId)).contains(next.sessionId());
    assertThat(overview.licenses())
        .isEqualTo(Map.of(SharingState.SHARED, 1, SharingState.PRIVATE, 1));
    assertThat(overview.licensesInUse()).isEqualTo(1);
  }

  @Test
  void runningServersCountBeforeTheyAreBooked() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    worker.start(ALICE);
    world.settleUntil(ALICE, Status.RUNNING);
    world.players.play("alice", 2);
    worker.sweep();
    world.clock.advance(Duration.ofHours(20));

    PlatformOverview.Running running = worker.overview(10).running();

    assertThat(running.seconds()).isBetween(72_000L, 72_300L);
    assertThat(running.cost()).isEqualTo(money("0.91", USD));
  }

  @Test
  void contributorsAreOrderedByDonationsAndPrivateOnesHaveNoName() {
    give(ALICE, "m-1", "3.00");
    give(ALICE, "m-2", "2.00");
    var unused = world.ledger.book(privateDonation("m-3", money("9.00", USD)), Optional.of(BOB));
    unused = world.ledger.book(donation("m-4", money("50.00", EUR)), Optional.of(CAROL));
    unused = world.ledger.book(donation("m-5", money("7.00", USD)), Optional.empty());

    PlatformOverview overview = worker.overview(10);

    assertThat(overview.contributors())
        .containsExactly(
            new Contributor(BOB, Optional.empty(), money("9.00", USD)),
            new Contributor(ALICE, donation("m-1", money("3.00", USD)).from(), money("5.00", USD)));
    assertThat(overview.month().unclaimed().donations()).isEqualTo(money("7.00", USD));
    assertThat(worker.overview(1).contributors())
        .extracting(Contributor::user)
        .containsExactly(BOB);
  }

  @Test
  void aLastPrivateDonationHidesTheName() {
    give(ALICE, "m-1", "3.00");
    var unused = world.ledger.book(privateDonation("m-2", money("9.00", USD)), Optional.of(ALICE));

    assertThat(worker.overview(10).contributors())
        .containsExactly(new Contributor(ALICE, Optional.empty(), money("12.00", USD)));
  }

  @Test
  void usersAtTheirCapAreListed() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    worker.create(PlatformFixture.pooled(BOB, "bob"));
    assertThat(worker.overview(10).capped()).isZero();
    world.caps = new SpendingCaps(Optional.of(money("0.40", USD)), UsageSamples.PRICES);
    Instant from = UsageMonth.of(world.clock.instant()).start();
    assertThat(
            new BookRun(world.ledger, UsageSamples.PRICES)
                .book(UsageSamples.run("run-1", BOB, from, from.plus(Duration.ofHours(9)))))
        .isTrue();

    PlatformOverview overview = worker.overview(10);

    assertThat(overview.capped()).isEqualTo(2);
    assertThat(overview.capReached()).containsExactly(BOB);
  }

  @Test
  void maintenanceIsShownWithWhoOrderedItAndWhy() {
    worker.startMaintenance("We move.");

    assertThat(worker.overview(10).maintenance()).isEqualTo(world.store.maintenance());
    assertThat(worker.overview(10).maintenance().orElseThrow().by())
        .isEqualTo(PlatformFixture.BOSS);
  }

  private void give(UserId user, String messageId, String amount) {
    var unused = world.ledger.book(donation(messageId, money(amount, USD)), Optional.of(user));
  }

  private Instant in(int hours) {
    return world.clock.instant().plus(Duration.ofHours(hours));
  }
}
