/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static dev.foundryhosting.instance.reconcile.HistoriesTest.USERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.reconcile.HistoriesTest.Act;
import dev.foundryhosting.instance.reconcile.HistoriesTest.Deed;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.UsageMonth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * However servers run around the end of a month, fall, come back, are removed with their files; and
 * however often an event tells it, twice, late or never, and wherever a process dies or AWS fails
 * meanwhile: each task is booked once, to the second, and its money to the millionth.
 */
class MeteringHistoriesTest {
  /** Minutes before the month ends, in which the servers of a history are made. */
  private static final Duration BEFORE_THE_END = Duration.ofMinutes(20);

  @Provide
  Arbitrary<List<Act>> histories() {
    Arbitrary<Deed> deeds =
        Arbitraries.frequency(
            Tuple.of(3, Deed.CREATE),
            Tuple.of(8, Deed.START),
            Tuple.of(3, Deed.STOP),
            Tuple.of(2, Deed.DESTROY),
            Tuple.of(1, Deed.DELETE_USER),
            // Events: each may come again, or not at all.
            Tuple.of(10, Deed.RECONCILE),
            Tuple.of(8, Deed.SWEEP),
            Tuple.of(12, Deed.CLOUD_MOVES),
            Tuple.of(4, Deed.TASK_HIDES),
            Tuple.of(6, Deed.SERVER_FALLS),
            Tuple.of(1, Deed.SERVER_IS_SILENT),
            Tuple.of(2, Deed.SERVER_ANSWERS),
            Tuple.of(4, Deed.MOMENT_PASSES),
            Tuple.of(4, Deed.LEASE_PASSES),
            Tuple.of(3, Deed.QUARTER_HOUR_PASSES),
            Tuple.of(1, Deed.WEEK_PASSES));
    Arbitrary<FaultInjector.Kind> mishaps =
        Arbitraries.frequency(
            Tuple.of(4, FaultInjector.Kind.NOTHING),
            Tuple.of(2, FaultInjector.Kind.DEATH),
            Tuple.of(1, FaultInjector.Kind.OUTAGE));
    return Combinators.combine(
            deeds,
            Arbitraries.of(USERS),
            Arbitraries.of("dragon", "phoenix"),
            mishaps,
            Arbitraries.integers().between(1, 30))
        .as(Act::new)
        .list()
        .ofMinSize(20)
        .ofMaxSize(60);
  }

  @Property
  void everySecondThatATaskRanIsBookedOnce(@ForAll("histories") List<Act> history) {
    PlatformFixture world = new PlatformFixture();
    Duration untilTheEnd =
        Duration.between(PlatformFixture.BEGIN, UsageMonth.of(PlatformFixture.BEGIN).end())
            .minus(BEFORE_THE_END);
    world.clock.advance(untilTheEnd);
    world.worker().create(PlatformFixture.owner(PlatformFixture.ALICE, "dragon"));
    world.worker().start(PlatformFixture.ALICE);
    List<String> told = new ArrayList<>();
    try {
      for (Act act : history) {
        world.clock.advance(Duration.ofMillis(137));
        told.add(act + " -> " + HistoriesTest.perform(world, act, new Expectations()));
      }
      everythingEnds(world);
      for (UserId user : USERS) {
        assertThat(world.tasks.live(user)).isEmpty();
        Bills.assertPaid(world, user);
      }
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(e.getMessage() + "\nHistory:\n" + String.join("\n", told), e);
    }
  }

  private static void everythingEnds(PlatformFixture world) {
    world.settle();
    for (UserId user : USERS) {
      if (world.store.find(user).filter(i -> !i.gone()).isPresent()) {
        world.worker().destroy(user, false);
      }
    }
    world.settle();
  }
}
