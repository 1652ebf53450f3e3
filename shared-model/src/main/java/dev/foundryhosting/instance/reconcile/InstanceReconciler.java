package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Lease;
import dev.foundryhosting.instance.Route;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.UserSecret;
import dev.foundryhosting.instance.command.StartInstance;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.Tokens;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.BookRun;
import dev.foundryhosting.usage.SpendingCaps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Brings instances to what is desired of them. There is no other path by which the cloud changes:
 * commands, events, wake-ups and the sweep all end here (docs/decisions/ADR-001.md).
 */
public final class InstanceReconciler {
  /**
   * How long a pass may be silent before another may take over. Every write renews it, and no call
   * of a port takes longer than half of it.
   */
  static final Duration LEASE = Duration.ofSeconds(60);

  /** No start is begun later than this before the deadline. */
  private static final Duration START_NEEDS = Duration.ofSeconds(10);

  private final ReconcilerPorts cloud;
  private final Steps steps;
  private final StartInstance start;
  private final Clock clock;

  public InstanceReconciler(
      ReconcilerPorts cloud,
      ServerTask serverTask,
      ResourceNames names,
      BookRun booking,
      SpendingCaps caps,
      Clock clock) {
    this.cloud = cloud;
    this.steps = new Steps(cloud, serverTask, names, booking, clock);
    this.start =
        new StartInstance(
            cloud.startRecords(),
            cloud.instances(),
            cloud.reservations(),
            this,
            caps,
            cloud.random(),
            clock);
    this.clock = clock;
  }

  /**
   * Takes the next steps for a user's instance, unless somebody else is at it.
   *
   * @param deadline when the pass must have put everything down
   */
  public ReconcileResult reconcile(UserId user, Deadline deadline) {
    Optional<Instance> found = cloud.instances().find(user);
    if (found.isEmpty() || isSettled(found.get())) {
      return new ReconcileResult(found, List.of());
    }
    Lease lease = newLease();
    try {
      Instance leased =
          cloud
              .instances()
              .update(found.get(), i -> isSettled(i) ? i : withLease(i, lease, clock.instant()));
      return restartIfPending(resume(leased, lease, Optional.empty(), deadline), deadline);
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.INSTANCE_NOT_FOUND) {
        // Somebody else erased the user just now: that was all there was to do.
        return new ReconcileResult(Optional.empty(), List.of());
      }
      throw e;
    }
  }

  /** Starts a server once more where nothing but that is left to be done. */
  private ReconcileResult restartIfPending(ReconcileResult pass, Deadline deadline) {
    Optional<Instance> fallen =
        pass.instance()
            .filter(
                i -> i.restarts() && i.run().isEmpty() && i.reconcileStatus().lease().isEmpty());
    if (fallen.isEmpty() || !deadline.leaves(START_NEEDS)) {
      return pass;
    }
    try {
      ReconcileResult again = start.again(fallen.get(), deadline);
      return new ReconcileResult(again.instance(), both(pass.failures(), again.failures()));
    } catch (PlatformException e) {
      cloud
          .problemLog()
          .trouble(
              "%s was not started again: %s".formatted(fallen.get().userId(), e.getMessage()), e);
      return new ReconcileResult(pass.instance(), both(pass.failures(), List.of(e)));
    }
  }

  private static List<PlatformException> both(
      List<PlatformException> some, List<PlatformException> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  /**
   * As {@link #reconcile(UserId, Deadline)}, of a record and its task that were read just now:
   * where they leave nothing to do, nothing is read or written again.
   *
   * @param task what ECS said of its task; empty when it said nothing
   */
  public ReconcileResult reconcile(
      Instance seen, Optional<TaskObservation> task, Deadline deadline) {
    return NoOpCheck.findsNothing(seen, task, clock.instant())
        ? ReconcileResult.of(seen)
        : reconcile(seen.userId(), deadline);
  }

  /**
   * Opens the way to a running server again that was taken away behind the platform's back.
   *
   * @param lost what the record says and nobody finds
   * @return whether it was begun: not when the run has another way by now, nor when somebody else
   *     works on it
   */
  public boolean reopen(UserId user, Route lost, Deadline deadline) {
    Optional<Leased> leased =
        cloud
            .instances()
            .find(user)
            .flatMap(found -> leased(found, instance -> StateTransition.routeLost(instance, lost)));
    leased.ifPresent(mine -> resume(mine, deadline));
    return leased.isPresent();
  }

  /**
   * Removes a way that leads to no server, since its user's instance has no run. A start that comes
   * meanwhile finds the lease taken, so what it opens is never removed.
   *
   * @return whether it was removed: not when the instance has a run, nor when somebody else works
   *     on it
   */
  public boolean removeRoute(UserId user, Deadline deadline) {
    Optional<Instance> found = cloud.instances().find(user).filter(instance -> !instance.gone());
    if (found.isEmpty()) {
      // There is nothing to lease. A server has to be created before it can be started, and its
      // task to run before its way is opened: that takes longer than this call.
      cloud.routes().remove(user);
      return true;
    }
    Optional<Leased> leased =
        leased(found.get(), i -> i.run().isPresent() ? Optional.empty() : Optional.of(i));
    leased.ifPresent(
        mine -> {
          try {
            cloud.routes().remove(user);
          } finally {
            resume(mine, deadline);
          }
        });
    return leased.isPresent();
  }

  /** A record as it was written with a lease. */
  private record Leased(Instance instance, Lease lease) {}

  private void resume(Leased mine, Deadline deadline) {
    var unused = resume(mine.instance(), mine.lease(), Optional.empty(), deadline);
  }

  /**
   * Changes a record and takes its lease in one write.
   *
   * @param change empty where there is nothing to be done
   * @return empty also when the lease is another's
   */
  private Optional<Leased> leased(Instance found, Function<Instance, Optional<Instance>> change) {
    Lease lease = newLease();
    Instance written =
        cloud
            .instances()
            .update(
                found,
                current ->
                    change
                        .apply(current)
                        .map(changed -> withLease(changed, lease, clock.instant()))
                        .filter(changed -> holds(changed, lease))
                        .orElse(current));
    return Optional.of(new Leased(written, lease)).filter(mine -> holds(written, lease));
  }

  /**
   * Goes on with a record that a command just wrote with a lease; leaves when the lease is
   * another's.
   *
   * @param credentials what the maker of an instance knows and nobody can read anywhere
   */
  public ReconcileResult resume(
      Instance instance, Lease lease, Optional<UserSecret> credentials, Deadline deadline) {
    if (!holds(instance, lease)) {
      return ReconcileResult.of(instance);
    }
    return new ReconcilePass(cloud, steps, clock, lease, credentials, deadline).run(instance);
  }

  /** A lease for a command that writes it together with what it asks for. */
  public Lease newLease() {
    return new Lease(Tokens.draw(cloud.random()), clock.instant().plus(LEASE));
  }

  /** The record under a lease, unless another lease holds it. */
  public static Instance withLease(Instance instance, Lease lease, Instant now) {
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

  /** Whether there is nothing to do and nothing to observe. */
  private boolean isSettled(Instance instance) {
    return ReconcilePlan.next(instance, new AttemptedSteps(), clock.instant()).isEmpty()
        && instance.reconcileStatus().nextCheckAt().isEmpty();
  }
}
