/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Lease;
import dev.foundryhosting.instance.ReconcileStatus;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.RandomSource;
import dev.foundryhosting.instance.port.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The record of an instance as the holder of its lease writes it; every write renews the lease. */
final class LeasedRecord {
  /**
   * How long a pass may be silent before another may take over. No call of a port takes longer than
   * half of it.
   */
  static final Duration LEASE = Duration.ofSeconds(60);

  /** A lease with less than this left is renewed even when nothing else is written. */
  private static final Duration RENEWED_BELOW = LEASE.dividedBy(2);

  private final Instances instances;
  private final Duration pause;
  private final Lease lease;
  private final Clock clock;
  private volatile Instant until;

  /** Another pass took over, or the record is gone: this one must not touch anything any more. */
  static final class LeaseLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLost() {
      super("the lease was lost", null, false, false);
    }
  }

  /** The pause says how soon a wake-up is worth its cost. */
  LeasedRecord(Instances instances, Duration pause, Lease lease, Clock clock) {
    this.instances = instances;
    this.pause = pause;
    this.lease = lease;
    this.clock = clock;
    this.until = lease.until();
  }

  static Lease newLease(RandomSource random, Clock clock) {
    return new Lease(Tokens.draw(random), clock.instant().plus(LEASE));
  }

  /** The record under a lease, unless another lease holds it. */
  static Instance withLease(Instance instance, Lease lease, Instant now) {
    boolean taken = instance.reconcileStatus().lease().filter(l -> l.holdsAt(now)).isPresent();
    return taken ? instance : instance.with(instance.reconcileStatus().leasedTo(lease));
  }

  static boolean holds(Instance instance, Lease lease) {
    return instance
        .reconcileStatus()
        .lease()
        .filter(l -> l.holder().equals(lease.holder()))
        .isPresent();
  }

  /**
   * A process that was held up must begin nothing on a lease that ran out: another may work now.
   *
   * @throws LeaseLost when it ran out by the clock
   */
  void requireTime() {
    if (!clock.instant().isBefore(until)) {
      throw new LeaseLost();
    }
  }

  /** When another pass may take over, unless a write renews the lease before. */
  Instant until() {
    return until;
  }

  boolean heldOn(Instance instance) {
    return holds(instance, lease);
  }

  /**
   * Writes a change; writes nothing when nothing changes.
   *
   * @throws LeaseLost when another lease holds the record
   */
  Instance write(Instance instance, UnaryOperator<Instance> change) {
    Instant now = clock.instant();
    return remembered(instances.update(instance, i -> renewed(i, changed(i, change, now), now)));
  }

  /**
   * Writes a change and gives the lease back in the same write; only the change when something else
   * is desired meanwhile.
   *
   * @param error what went wrong in the pass, if anything did
   * @throws LeaseLost when another lease holds the record
   */
  Instance release(Instance instance, UnaryOperator<Instance> change, Optional<String> error) {
    Instant now = clock.instant();
    return remembered(
        instances.update(
            instance,
            i -> {
              Instance changed = changed(i, change, now);
              return i.generation() == instance.generation()
                  ? released(changed, error, now)
                  : renewed(i, changed, now);
            }));
  }

  private Instance remembered(Instance written) {
    written.reconcileStatus().lease().ifPresent(held -> until = held.until());
    return written;
  }

  private Instance changed(Instance current, UnaryOperator<Instance> change, Instant now) {
    if (!heldOn(current)) {
      throw new LeaseLost();
    }
    Instance changed = Phases.inPhase(change.apply(current), now);
    return changed.equals(current) ? current : changed.touched(now);
  }

  private Instance renewed(Instance current, Instance changed, Instant now) {
    Instant ends = current.reconcileStatus().lease().orElseThrow().until();
    return changed.equals(current) && !ends.isBefore(now.plus(RENEWED_BELOW))
        ? current
        : changed.with(
            changed.reconcileStatus().leasedTo(new Lease(lease.holder(), now.plus(LEASE))));
  }

  private Instance released(Instance changed, Optional<String> error, Instant now) {
    ReconcileStatus status = changed.reconcileStatus();
    ReconcileStatus free = error.map(status::failed).orElseGet(status::succeeded).released();
    Instance released = changed.with(free);
    ReconcileStatus due = free.checkAt(RequeuePolicy.nextCheck(released, now));
    Optional<Duration> wakeup =
        RequeuePolicy.wakeup(released, pause, now).filter(delay -> !comesWithin(delay, due, now));
    return released.with(wakeup.map(delay -> due.wokenAt(now.plus(delay))).orElse(due));
  }

  /** A wake-up that failures put off does not count where one is wanted sooner. */
  private static boolean comesWithin(Duration delay, ReconcileStatus status, Instant now) {
    return status
        .wakeupAt()
        .filter(at -> at.isAfter(now) && !at.isAfter(now.plus(delay)))
        .isPresent();
  }
}
