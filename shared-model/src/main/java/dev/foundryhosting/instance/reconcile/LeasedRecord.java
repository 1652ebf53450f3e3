package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Lease;
import dev.foundryhosting.instance.ReconcileStatus;
import dev.foundryhosting.instance.port.Instances;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The record of an instance as the holder of its lease writes it; every write renews the lease. */
final class LeasedRecord {
  /** A lease with less than this left is renewed even when nothing else is written. */
  private static final Duration TIRED = InstanceReconciler.LEASE.dividedBy(2);

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

  /**
   * @param pause how soon a wake-up is worth its cost
   */
  LeasedRecord(Instances instances, Duration pause, Lease lease, Clock clock) {
    this.instances = instances;
    this.pause = pause;
    this.lease = lease;
    this.clock = clock;
    this.until = lease.until();
  }

  /**
   * Nobody may begin anything on a lease that ran out: its process was held up, and somebody else
   * may be at it by now.
   *
   * @throws LeaseLost when it ran out by the clock
   */
  void requireTime() {
    if (!clock.instant().isBefore(until)) {
      throw new LeaseLost();
    }
  }

  boolean heldOn(Instance instance) {
    return InstanceReconciler.holds(instance, lease);
  }

  /**
   * Writes a change; nothing is written when nothing changes.
   *
   * @throws LeaseLost when the lease is another's by now
   */
  Instance write(Instance instance, UnaryOperator<Instance> change) {
    Instant now = clock.instant();
    return noted(instances.update(instance, i -> renewed(i, changed(i, change, now), now)));
  }

  /**
   * Writes a change and gives the lease back in the same write, unless something else is desired by
   * now: then only the change is written.
   *
   * @param error what went wrong in the pass, if anything did
   * @throws LeaseLost when the lease is another's by now
   */
  Instance release(Instance instance, UnaryOperator<Instance> change, Optional<String> error) {
    Instant now = clock.instant();
    return noted(
        instances.update(
            instance,
            i -> {
              Instance changed = changed(i, change, now);
              return i.generation() == instance.generation()
                  ? released(changed, error, now)
                  : renewed(i, changed, now);
            }));
  }

  private Instance noted(Instance written) {
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
    boolean tired =
        current.reconcileStatus().lease().orElseThrow().until().isBefore(now.plus(TIRED));
    return changed.equals(current) && !tired
        ? current
        : changed.with(
            changed
                .reconcileStatus()
                .leasedTo(new Lease(lease.holder(), now.plus(InstanceReconciler.LEASE))));
  }

  private Instance released(Instance changed, Optional<String> error, Instant now) {
    ReconcileStatus upkeep = changed.reconcileStatus();
    ReconcileStatus noted = error.map(upkeep::failed).orElseGet(upkeep::succeeded).released();
    Instance free = changed.with(noted);
    ReconcileStatus due = noted.checkAt(RequeuePolicy.nextCheck(free, now));
    Optional<Duration> wakeup =
        RequeuePolicy.wakeup(free, pause).filter(delay -> !comesWithin(delay, due, now));
    return free.with(wakeup.map(delay -> due.wokenAt(now.plus(delay))).orElse(due));
  }

  /** One that was put off after failures does not count where one is wanted sooner by now. */
  private static boolean comesWithin(Duration delay, ReconcileStatus upkeep, Instant now) {
    return upkeep
        .wakeupAt()
        .filter(at -> at.isAfter(now) && !at.isAfter(now.plus(delay)))
        .isPresent();
  }
}
