/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown;

import dev.foundryhosting.instance.Desired;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.MaintenanceOrder;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.Route;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.MaintenanceOrders;
import dev.foundryhosting.instance.port.Metrics;
import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.instance.port.Routes;
import dev.foundryhosting.instance.port.Tasks;
import dev.foundryhosting.instance.reconcile.InstanceReconciler;
import dev.foundryhosting.instance.reconcile.NoOpCheck;
import dev.foundryhosting.instance.reconcile.ReconcileResult;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.platform.InParallel;
import dev.foundryhosting.platform.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Checks every instance that is due: counts the players of running servers, warns of their stop or
 * stops them, and resumes what a crashed process, a lost event or a lost wake-up left undone. Costs
 * what is due, not what exists.
 */
public final class SweepInstances {
  /** AWS throttles, and each instance takes several calls. */
  private static final int AT_ONCE = 64;

  /** After this many unreadable player counts in a row a server may be lost. */
  private static final int UNREADABLE = 3;

  /** The least time before the deadline at which an instance is begun. */
  private static final Duration INSTANCE_NEEDS = Duration.ofSeconds(10);

  private final Instances instances;
  private final BookedTimes bookedTimes;
  private final MaintenanceOrders orders;
  private final Spending spending;
  private final DueInstances dueInstances;
  private final PlayerCounts players;
  private final Routes routes;
  private final InstanceReconciler reconciler;
  private final ProblemLog problemLog;
  private final Metrics metrics;
  private final Clock clock;

  public SweepInstances(
      Instances instances,
      Reservations reservations,
      MaintenanceOrders orders,
      Spending spending,
      Tasks tasks,
      PlayerCounts players,
      Routes routes,
      InstanceReconciler reconciler,
      ProblemLog problemLog,
      Metrics metrics,
      Clock clock) {
    this.instances = instances;
    this.bookedTimes = new BookedTimes(reservations, clock);
    this.orders = orders;
    this.spending = spending;
    this.dueInstances = new DueInstances(instances, tasks, problemLog, clock);
    this.players = players;
    this.routes = routes;
    this.reconciler = reconciler;
    this.problemLog = problemLog;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * How many instances came to which result.
   *
   * @param checked all that the deadline left time for
   * @param stopped stopped by a rule
   * @param warned got a new notice
   * @param repaired moved on from where they were interrupted
   * @param restarted started again after a crash
   * @param failed are due again
   */
  public record Report(
      int checked, int stopped, int warned, int repaired, int restarted, int failed) {}

  private enum Result {
    SKIPPED,
    UNCHANGED,
    STOPPED,
    WARNED,
    REPAIRED,
    RESTARTED,
    FAILED
  }

  /**
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED} when the due index
   *     or the order of maintenance cannot be read
   */
  public Report tick(Deadline deadline) {
    List<DueInstances.Due> due = dueInstances.read();
    Optional<StopCause> order = orders.maintenance().map(MaintenanceOrder::stopCause);
    List<Result> results = InParallel.each(due, AT_ONCE, each -> sweep(each, order, deadline));
    int skipped = Collections.frequency(results, Result.SKIPPED);
    int failed = Collections.frequency(results, Result.FAILED);
    metrics.swept(
        new Metrics.Sweep(
            Metrics.Kind.INSTANCES, due.size(), failed, skipped, lag(due, clock.instant())));
    return new Report(
        results.size() - skipped,
        Collections.frequency(results, Result.STOPPED),
        Collections.frequency(results, Result.WARNED),
        Collections.frequency(results, Result.REPAIRED),
        Collections.frequency(results, Result.RESTARTED),
        failed);
  }

  private static Duration lag(List<DueInstances.Due> due, Instant now) {
    return due.stream()
        .flatMap(each -> each.lateAt(now).stream())
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  private Result sweep(DueInstances.Due due, Optional<StopCause> order, Deadline deadline) {
    UserId user = due.user();
    if (!deadline.leaves(INSTANCE_NEEDS)) {
      return Result.SKIPPED;
    }
    try {
      Optional<Instance> before = due.record().or(() -> instances.find(user));
      Optional<Instance> checked = before.map(instance -> checked(instance, due.task(), order));
      ReconcileResult pass =
          checked
              .map(instance -> reconciler.reconcile(instance, due.task(), deadline))
              .orElseGet(() -> reconciler.reconcile(user, deadline));
      if (!pass.failures().isEmpty()) {
        return Result.FAILED;
      }
      return before
          .map(instance -> result(instance, checked.orElseThrow(), pass.instance()))
          .orElse(Result.UNCHANGED);
    } catch (RuntimeException e) {
      problemLog.trouble("The sweep of %s failed: %s".formatted(user, e.getMessage()), e);
      return Result.FAILED;
    }
  }

  /** The record after the check of a running server, or of one that may not start. */
  private Instance checked(
      Instance instance, Optional<TaskObservation> task, Optional<StopCause> order) {
    if (starts(instance) && order.isPresent()) {
      // Its start was requested just before the order.
      return instances.update(instance, current -> notStarted(current, order.get()));
    }
    if (instance.status() != Status.RUNNING) {
      return instance;
    }
    ServerCheck check = check(instance, order);
    return instances.update(
        instance,
        current -> {
          Instant now = clock.instant();
          return NoOpCheck.recorded(current, check.applyTo(current, now), task, now);
        });
  }

  private ServerCheck check(Instance instance, Optional<StopCause> order) {
    Run run = instance.run().orElseThrow();
    PlayerCounts.Reading reading = players.read(instance.profile().subdomain());
    return new ServerCheck(
        run.runId(),
        reading,
        reading.players().isEmpty() && lost(run),
        bookedTimes.of(instance, run),
        order,
        spending.budget(instance));
  }

  private boolean lost(Run run) {
    Optional<Route> route = run.route();
    Optional<String> address = run.task().flatMap(TaskObservation::privateIp);
    return run.activity().unreadable() + 1 >= UNREADABLE
        && route.isPresent()
        && address.isPresent()
        && routes.health(route.get(), address.get()).unhealthy();
  }

  private static boolean starts(Instance instance) {
    return instance.status() == Status.STARTING && instance.desired() == Desired.RUNNING;
  }

  /** No warning is needed: players cannot have joined yet. */
  private Instance notStarted(Instance instance, StopCause order) {
    return starts(instance) ? instance.stopping(Optional.of(order), clock.instant()) : instance;
  }

  private static Result result(Instance before, Instance checked, Optional<Instance> after) {
    if (after.filter(instance -> restarted(before, instance)).isPresent()) {
      return Result.RESTARTED;
    }
    if (checked.generation() != before.generation()) {
      return Result.STOPPED;
    }
    if (notice(checked).isPresent() && !notice(checked).equals(notice(before))) {
      return Result.WARNED;
    }
    boolean moved = after.filter(instance -> instance.movedSince(checked)).isPresent();
    return moved ? Result.REPAIRED : Result.UNCHANGED;
  }

  private static boolean restarted(Instance before, Instance after) {
    return after.autoRestart().filter(restart -> !restart.pending()).isPresent()
        && !after.autoRestart().equals(before.autoRestart());
  }

  private static Optional<Notice> notice(Instance instance) {
    return instance.run().flatMap(Run::notice);
  }
}
