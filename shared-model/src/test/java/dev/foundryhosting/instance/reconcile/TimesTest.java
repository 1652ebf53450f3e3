/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.BEGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Lease;
import dev.foundryhosting.instance.Phase;
import dev.foundryhosting.instance.Progress;
import dev.foundryhosting.instance.ReconcileStatus;
import dev.foundryhosting.instance.TestClock;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Progress, deadlines, leases and shards: what they say about time and order. */
class TimesTest {
  private final TestClock clock = new TestClock(BEGIN);

  @Test
  void progressKeepsWhenEachPhaseBegan() {
    Progress progress =
        Progress.begin(Phase.REQUESTED, BEGIN)
            .in(Phase.REQUESTED, BEGIN.plusSeconds(1))
            .in(Phase.PULLING, BEGIN.plusSeconds(2))
            .in(Phase.PULLING, BEGIN.plusSeconds(3));

    assertThat(progress.steps())
        .containsExactly(
            new Progress.Step(Phase.REQUESTED, BEGIN),
            new Progress.Step(Phase.PULLING, BEGIN.plusSeconds(2)));
    assertThat(progress.current()).isEqualTo(progress.steps().getLast());
  }

  @Test
  void progressWithoutAPhaseCannotExist() {
    assertThatThrownBy(() -> new Progress(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDeadlineLeavesTimeUntilItIsReached() {
    Deadline deadline = Deadline.in(Duration.ofSeconds(10), clock);

    assertThat(deadline.leaves(Duration.ofSeconds(10))).isTrue();
    assertThat(deadline.leaves(Duration.ofSeconds(11))).isFalse();
    clock.advance(Duration.ofSeconds(10));
    assertThat(deadline.leaves(Duration.ZERO)).isTrue();
    assertThat(deadline.leaves(Duration.ofMillis(1))).isFalse();
    clock.advance(Duration.ofMillis(1));
    assertThat(deadline.leaves(Duration.ZERO)).isFalse();
  }

  @Test
  void aDeadlineIsOnlyEverBroughtForward() {
    Deadline deadline = Deadline.in(Duration.ofSeconds(10), clock);

    assertThat(deadline.atMost(Duration.ofSeconds(5)).at()).isEqualTo(BEGIN.plusSeconds(5));
    assertThat(deadline.atMost(Duration.ofSeconds(10)).at()).isEqualTo(BEGIN.plusSeconds(10));
    assertThat(deadline.atMost(Duration.ofSeconds(60)).at()).isEqualTo(BEGIN.plusSeconds(10));
  }

  @Test
  void aDeadlineThatLeavesTooLittleRefusesTheNextCall() {
    Deadline deadline = Deadline.in(Duration.ofSeconds(10), clock);

    deadline.require(Duration.ofSeconds(10), "store the key");
    assertThat(deadline.left()).isEqualTo(Duration.ofSeconds(10));
    assertThatThrownBy(() -> deadline.require(Duration.ofSeconds(11), "store the key"))
        .isInstanceOf(PlatformException.class)
        .hasMessage("Could not store the key: there was no time left.");
    clock.advance(Duration.ofSeconds(11));
    assertThat(deadline.left()).isZero();
    assertThat(deadline.noLaterThan(BEGIN).at()).isEqualTo(BEGIN);
    assertThat(deadline.noLaterThan(BEGIN.plusSeconds(60))).isEqualTo(deadline);
  }

  @Test
  void aLeaseEndsByItselfAtItsVeryInstant() {
    Lease lease = new Lease("me", BEGIN.plusSeconds(60));

    assertThat(lease.holdsAt(BEGIN)).isTrue();
    assertThat(lease.holdsAt(BEGIN.plusSeconds(60).minusNanos(1))).isTrue();
    assertThat(lease.holdsAt(BEGIN.plusSeconds(60))).isFalse();
  }

  @Test
  void aLeaseIsTakenOnlyWhenNobodyHoldsIt() {
    Instance free = RecordSamples.created();
    Lease mine = new Lease("me", BEGIN.plusSeconds(60));
    Lease yours = new Lease("you", BEGIN.plusSeconds(120));

    Instance taken = LeasedRecord.withLease(free, mine, BEGIN);
    assertThat(LeasedRecord.holds(taken, mine)).isTrue();
    assertThat(LeasedRecord.withLease(taken, yours, BEGIN.plusSeconds(59))).isEqualTo(taken);
    assertThat(
            LeasedRecord.holds(LeasedRecord.withLease(taken, yours, BEGIN.plusSeconds(60)), yours))
        .isTrue();
  }

  @Test
  void theSweepDoesNotLookBeforeALeaseEnds() {
    Lease lease = new Lease("me", BEGIN.plusSeconds(60));

    assertThat(ReconcileStatus.none().leasedTo(lease).nextCheckAt()).contains(lease.until());
  }

  @Property(tries = 300)
  void everyUserFallsIntoOneOfEightShards(
      @ForAll @AlphaChars @NumericChars @StringLength(min = 1, max = 64) String id) {
    assertThat(Instances.shardOf(new UserId(id))).isBetween(0, 7);
  }

  @Test
  void aUsersShardIsTheSameForEver() {
    // Written down: the records in the table carry their shard.
    assertThat(Instances.shardOf(new UserId("100000000000000001"))).isEqualTo(0);
    assertThat(Instances.shardOf(new UserId("polygenelubricants"))).isEqualTo(0);
  }
}
