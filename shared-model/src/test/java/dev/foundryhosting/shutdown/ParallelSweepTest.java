/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Desired;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.InstanceSamples;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.Outage;
import dev.foundryhosting.instance.port.PortCalls;
import dev.foundryhosting.instance.reconcile.LoadFixture;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A thousand running servers in one tick. */
class ParallelSweepTest {
  private static final int SERVERS = 1_000;

  private final PlatformFixture world = LoadFixture.world(SERVERS);
  private final List<UserId> users = LoadFixture.run(world, world.store, SERVERS);

  @Test
  void oneTickSweepsAllDueInstances() {
    assertThat(world.worker().sweep()).isEqualTo(checked(SERVERS, 0));

    assertThat(users).allSatisfy(user -> assertThat(players(user)).hasValue(1));
  }

  @Test
  void anUnchangedServerCostsTwoReadsAndAHundredthOfAnEcsCall() {
    world.worker().sweep();
    world.clock.advance(Duration.ofMinutes(5));
    Calls calls = new Calls();

    assertThat(world.worker(calls).sweep()).isEqualTo(checked(SERVERS, 0));
    assertThat(calls.counted())
        .containsOnly(
            Map.entry("Instances.due", 8L),
            Map.entry("Instances.find", 1_000L),
            Map.entry("MaintenanceOrders.maintenance", 1L),
            Map.entry("Reservations.on", 1_000L),
            Map.entry("Tasks.observeAll", 10L));
  }

  @Test
  void aNewPlayerCountIsWrittenAtOnceAndAnUnchangedOneEveryThirdTick() {
    world.worker().sweep();
    world.players.play("name-u7", 0);
    world.clock.advance(Duration.ofMinutes(5));
    Calls second = new Calls();
    world.worker(second).sweep();
    assertThat(second.counted()).containsEntry("Instances.save", 1L);

    world.clock.advance(Duration.ofMinutes(5));
    world.worker().sweep();
    world.clock.advance(Duration.ofMinutes(5));
    Calls fourth = new Calls();
    assertThat(world.worker(fourth).sweep()).isEqualTo(checked(SERVERS, 0));
    assertThat(fourth.counted()).containsEntry("Instances.save", 999L);
  }

  @Test
  void failuresAreReportedEachAndTheOthersAreSwept() {
    Every tenth = new Every(10, "Reservations.on");

    assertThat(world.worker(tenth).sweep()).isEqualTo(checked(SERVERS, 100));
    assertThat(world.troubles).hasSize(100).allMatch(said -> said.startsWith("The sweep of u"));
    assertThat(users.stream().filter(user -> players(user).isPresent())).hasSize(900);
    world.clock.advance(Duration.ofMinutes(1));
    assertThat(world.worker().sweep()).isEqualTo(checked(100, 0));
  }

  @Test
  void throttledTasksAreDescribedOneByOne() {
    Calls calls = new Calls();
    PortCalls throttled =
        both(calls, new Outage("before Tasks.observeAll", 3, Outage.Kind.THROTTLE));

    assertThat(world.worker(throttled).sweep()).isEqualTo(checked(SERVERS, 0));
    assertThat(calls.counted()).containsEntry("Tasks.observe", 100L);
    assertThat(world.troubles)
        .singleElement()
        .asString()
        .startsWith("100 tasks are described one by one");
  }

  @Test
  void aTaskWhoseEndWasMissedIsFoundAmongAThousand() {
    world.players.play("name-u500", 0);
    world.worker().sweep();
    world.clock.advance(Duration.ofMinutes(5));
    world.tasks.stopped(world.tasks.theOne(users.get(500)).taskArn());

    assertThat(world.worker().sweep()).isEqualTo(new SweepInstances.Report(SERVERS, 0, 0, 1, 0, 0));
    assertThat(world.instance(users.get(500)).desired()).isEqualTo(Desired.STOPPED);
  }

  @Test
  void aTaskThatTwoTicksDoNotFindHasEnded() {
    world.players.play("name-u3", 0);
    world.worker().sweep();
    world.clock.advance(Duration.ofMinutes(5));
    String arn = world.tasks.theOne(users.get(3)).taskArn();
    world.tasks.stopped(arn);
    world.tasks.forget(arn);

    assertThat(world.worker().sweep()).isEqualTo(new SweepInstances.Report(SERVERS, 0, 0, 1, 0, 0));
    assertThat(world.instance(users.get(3)).desired()).isEqualTo(Desired.RUNNING);
    world.clock.advance(Duration.ofMinutes(5));
    assertThat(world.worker().sweep().repaired()).isEqualTo(1);
    assertThat(world.instance(users.get(3)).desired()).isEqualTo(Desired.STOPPED);
    assertThat(world.instance(users.get(3)).run()).isEmpty();
  }

  @Test
  void hangingServersDoNotDelayTheOthers() throws InterruptedException {
    CountDownLatch hanging = new CountDownLatch(1);
    ConcurrentLinkedQueue<Subdomain> answered = new ConcurrentLinkedQueue<>();
    PlayerCounts counts =
        subdomain -> {
          if (Math.floorMod(subdomain.hashCode(), 40) == 0) {
            awaits(hanging);
            return PlayerCounts.Reading.unreadable();
          }
          answered.add(subdomain);
          return PlayerCounts.Reading.counted(1);
        };
    long healthy =
        users.stream()
            .filter(user -> Math.floorMod(new Subdomain("name-" + user).hashCode(), 40) != 0)
            .count();
    Thread tick =
        Thread.startVirtualThread(
            () ->
                assertThat(world.worker().sweeper(counts).tick(world.deadline()).failed())
                    .isZero());
    while (answered.size() < healthy && tick.isAlive()) {
      Thread.sleep(5);
    }
    assertThat(tick.isAlive()).as("some hang").isTrue();
    hanging.countDown();
    tick.join();

    assertThat(users).allSatisfy(user -> assertThat(watchedAt(user)).isTrue());
  }

  @Test
  void theInstancesDueLongestComeFirstWhenTimeIsShort() {
    List<UserId> late = new ArrayList<>(users.subList(0, 200));
    users.subList(200, SERVERS).forEach(user -> lookedAt(user, Duration.ofSeconds(30)));
    Collections.shuffle(late);
    late.forEach(user -> lookedAt(user, Duration.ofHours(-1).minusSeconds(late.indexOf(user))));
    world.clock.advance(Duration.ofMinutes(1));
    ConcurrentLinkedQueue<Subdomain> asked = new ConcurrentLinkedQueue<>();
    PlayerCounts counts =
        subdomain -> {
          asked.add(subdomain);
          world.clock.advance(Duration.ofSeconds(1));
          return PlayerCounts.Reading.counted(1);
        };
    var unused =
        world.worker().sweeper(counts).tick(Deadline.in(Duration.ofSeconds(110), world.clock));

    List<String> first = asked.stream().map(Subdomain::value).limit(100).toList();
    List<String> expected =
        late.reversed().stream().limit(200).map(user -> "name-" + user).toList();
    assertThat(expected).containsAll(first);
    assertThat(asked.size()).isLessThan(SERVERS);
  }

  private void lookedAt(UserId user, Duration due) {
    Instance instance = world.instance(user);
    world.store.put(
        InstanceSamples.checkedAt(instance, Optional.of(world.clock.instant().plus(due))));
  }

  private OptionalInt players(UserId user) {
    return world.instance(user).run().map(run -> run.activity().players()).orElseThrow();
  }

  private boolean watchedAt(UserId user) {
    return world.instance(user).run().flatMap(run -> run.activity().readAt()).isPresent();
  }

  private static SweepInstances.Report checked(int servers, int failed) {
    return new SweepInstances.Report(servers, 0, 0, 0, 0, failed);
  }

  private static void awaits(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static PortCalls both(PortCalls one, PortCalls other) {
    return new PortCalls() {
      @Override
      public void before(String call) {
        one.before(call);
        other.before(call);
      }

      @Override
      public void after(String call) {
        one.after(call);
        other.after(call);
      }
    };
  }

  /** Counts the calls of each kind. */
  private static final class Calls implements PortCalls {
    private final Map<String, Long> counted = new HashMap<>();

    @Override
    public synchronized void before(String call) {
      counted.merge(call, 1L, Long::sum);
    }

    @Override
    public void after(String call) {}

    synchronized Map<String, Long> counted() {
      return Map.copyOf(counted);
    }
  }

  /** Lets AWS fail at every so manieth call of one kind. */
  private static final class Every implements PortCalls {
    private final int manieth;
    private final String where;
    private int calls;

    Every(int manieth, String where) {
      this.manieth = manieth;
      this.where = where;
    }

    @Override
    public synchronized void before(String call) {
      if (call.equals(where) && ++calls % manieth == 0) {
        throw PlatformException.dependency("Throttled.", true);
      }
    }

    @Override
    public void after(String call) {}
  }
}
