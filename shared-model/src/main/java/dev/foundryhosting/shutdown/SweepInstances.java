package dev.foundryhosting.shutdown;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Desired;
import dev.foundryhosting.instance.DomainEvents;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.MaintenanceOrder;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.PlayerActivity;
import dev.foundryhosting.instance.Route;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.MaintenanceOrders;
import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.instance.port.Routes;
import dev.foundryhosting.instance.port.Tasks;
import dev.foundryhosting.instance.reconcile.InstanceReconciler;
import dev.foundryhosting.instance.reconcile.NoOpCheck;
import dev.foundryhosting.instance.reconcile.ReconcileResult;
import dev.foundryhosting.instance.reconcile.RestartPolicy;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.platform.InParallel;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.Budget;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Looks at every server that is due: counts the players of those that run, announces and makes
 * their end, and has whatever was interrupted go on: what a dead process left, a lost event, a lost
 * wake-up. Costs what is due, not what exists.
 */
public final class SweepInstances {
  /** How many are worked on at the same time: AWS throttles, and each takes several calls. */
  private static final int AT_ONCE = 64;

  /** After so many answers in a row that nobody could read a server may be lost. */
  private static final int UNREADABLE = 3;

  private static final String LOST = "The server did not answer for a quarter of an hour.";

  /** No server is begun later than this before the deadline. */
  private static final Duration SERVER_NEEDS = Duration.ofSeconds(10);

  private final Instances instances;
  private final BookedTimes bookedTimes;
  private final MaintenanceOrders orders;
  private final Spending spending;
  private final DueInstances dueServers;
  private final PlayerCounts players;
  private final Routes routes;
  private final InstanceReconciler reconciler;
  private final ProblemLog journal;
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
      ProblemLog journal,
      Clock clock) {
    this.instances = instances;
    this.bookedTimes = new BookedTimes(reservations, clock);
    this.orders = orders;
    this.spending = spending;
    this.dueServers = new DueInstances(instances, tasks, journal, clock);
    this.players = players;
    this.routes = routes;
    this.reconciler = reconciler;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * How a tick went.
   *
   * @param checked servers looked at
   * @param stopped of these, those that are stopped by a rule from now on
   * @param warned of these, those whose end was announced
   * @param repaired of these, those where something interrupted was brought further
   * @param restarted of these, those that were started once more
   * @param failed of these, those where something went wrong; they are due again
   */
  public record Report(
      int checked, int stopped, int warned, int repaired, int restarted, int failed) {}

  private enum Swept {
    LEFT,
    CHECKED,
    STOPPED,
    WARNED,
    REPAIRED,
    RESTARTED,
    FAILED
  }

  /**
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED} when it cannot
   *     even be read who is due
   */
  public Report tick(Deadline deadline) {
    List<DueInstances.Due> due = dueServers.read();
    Optional<StopCause> order = orders.maintenance().map(MaintenanceOrder::stopCause);
    return report(InParallel.each(due, AT_ONCE, each -> look(each, order, deadline)));
  }

  private Swept look(DueInstances.Due due, Optional<StopCause> order, Deadline deadline) {
    UserId user = due.user();
    if (!deadline.leaves(SERVER_NEEDS)) {
      return Swept.LEFT;
    }
    try {
      Optional<Instance> before = due.record().or(() -> instances.find(user));
      Optional<Instance> watched = before.map(instance -> watched(instance, due.task(), order));
      ReconcileResult pass =
          watched
              .map(instance -> reconciler.reconcile(instance, due.task(), deadline))
              .orElseGet(() -> reconciler.reconcile(user, deadline));
      return pass.failures().isEmpty() ? outcome(before, watched, pass) : Swept.FAILED;
    } catch (RuntimeException e) {
      journal.trouble("The look at %s failed: %s".formatted(user, e.getMessage()), e);
      return Swept.FAILED;
    }
  }

  /** The instance after it was looked at for players, where there is something to look at. */
  private Instance watched(
      Instance instance, Optional<TaskObservation> task, Optional<StopCause> order) {
    if (starts(instance) && order.isPresent()) {
      // One that was asked for just before the order was given.
      return instances.update(instance, current -> notStarted(current, order.get()));
    }
    if (instance.status() != Status.RUNNING) {
      return instance;
    }
    Run run = instance.run().orElseThrow();
    OptionalInt count = players.read(instance.profile().subdomain());
    Facts facts =
        new Facts(
            count,
            lost(run, count),
            bookedTimes.of(instance, run),
            order,
            spending.budget(instance));
    return instances.update(
        instance,
        current ->
            NoOpCheck.recorded(
                current, judged(current, run.runId(), facts), task, clock.instant()));
  }

  /**
   * What was read of a server besides its record.
   *
   * @param players how many play, as far as the server said
   * @param lost whether neither we nor the load balancer reach it, and have not for long
   * @param booked the sessions for which it must make room
   * @param order an order of the platform's own that ends it
   * @param budget of a user who has a spending cap
   */
  private record Facts(
      OptionalInt players,
      boolean lost,
      BookedTimes.Found booked,
      Optional<StopCause> order,
      Optional<Budget> budget) {}

  private static boolean starts(Instance instance) {
    return instance.status() == Status.STARTING && instance.desired() == Desired.RUNNING;
  }

  /** Nobody can play there yet who would need to be told. */
  private Instance notStarted(Instance instance, StopCause order) {
    return starts(instance) ? instance.stopping(Optional.of(order), clock.instant()) : instance;
  }

  /** Whether neither we nor the load balancer reach a server, and have not for long. */
  private boolean lost(Run run, OptionalInt count) {
    Optional<Route> route = run.route();
    Optional<String> address = run.task().flatMap(TaskObservation::privateIp);
    return count.isEmpty()
        && run.activity().unreadable() + 1 >= UNREADABLE
        && route.isPresent()
        && address.isPresent()
        && routes.health(route.get(), address.get()).unhealthy();
  }

  private Instance judged(Instance instance, String runId, Facts facts) {
    boolean same = instance.run().filter(run -> run.runId().equals(runId)).isPresent();
    if (!same || instance.status() != Status.RUNNING) {
      return instance;
    }
    Run run = instance.run().orElseThrow();
    Instant now = clock.instant();
    PlayerActivity watch =
        facts.players().isPresent()
            ? run.activity().counted(facts.players().getAsInt(), now)
            : run.activity().unreadable(now);
    if (facts.lost()) {
      return RestartPolicy.afterUnresponsive(
          instance.withActivity(watch), new StopCause(StopCauseKind.UNREADABLE, LOST), now);
    }
    Optional<Notice> notice =
        run.notice().filter(given -> !facts.booked().calledOff().equals(Optional.of(given)));
    ShutdownInput standing =
        new ShutdownInput(
            run.readyAt().orElseThrow(),
            run.booking().map(Reservation::slot),
            facts.booked().next(),
            watch,
            notice,
            instance.settings(),
            facts.order(),
            facts.budget());
    boolean voided =
        !notice.equals(run.notice())
            || notice.filter(given -> ShutdownPolicy.voids(standing, given)).isPresent();
    Instance seen =
        voided ? instance.withActivity(watch).withoutNotice(now) : instance.withActivity(watch);
    return switch (ShutdownPolicy.decide(standing, now)) {
      case ShutdownDecision.Keep(Instant until) -> withoutSoftNotice(seen, now);
      case ShutdownDecision.Warn(Instant at, StopCause ending, boolean canKeepAlive) ->
          announced(seen, new Notice(at, ending, canKeepAlive), now);
      case ShutdownDecision.Stop(StopCause ending) -> seen.stopping(Optional.of(ending), now);
    };
  }

  /** What was announced for players that nobody could see does not come before what holds. */
  private static Instance announced(Instance instance, Notice notice, Instant now) {
    boolean outdated =
        instance
            .run()
            .flatMap(Run::notice)
            .filter(given -> given.canKeepAlive() && given.stopAt().isBefore(notice.stopAt()))
            .isPresent();
    Instance before = outdated ? instance.withoutNotice(now) : instance;
    return DomainEvents.withEvents(before, before.noticed(notice, now), now);
  }

  /** What nobody but the policy announced, the policy takes back. */
  private static Instance withoutSoftNotice(Instance instance, Instant now) {
    return instance.run().flatMap(Run::notice).filter(Notice::canKeepAlive).isPresent()
        ? instance.withoutNotice(now)
        : instance;
  }

  private static Swept outcome(
      Optional<Instance> before, Optional<Instance> watched, ReconcileResult pass) {
    if (before.isEmpty()) {
      return Swept.CHECKED;
    }
    if (pass.instance().filter(after -> cameBack(before.get(), after)).isPresent()) {
      return Swept.RESTARTED;
    }
    boolean ruled = watched.orElseThrow().generation() != before.get().generation();
    if (ruled) {
      return Swept.STOPPED;
    }
    if (!notice(watched).equals(notice(before)) && notice(watched).isPresent()) {
      return Swept.WARNED;
    }
    boolean moved =
        pass.instance().filter(after -> after.movedSince(watched.orElseThrow())).isPresent();
    return moved ? Swept.REPAIRED : Swept.CHECKED;
  }

  private static boolean cameBack(Instance before, Instance after) {
    return after.autoRestart().filter(comeback -> !comeback.pending()).isPresent()
        && !after.autoRestart().equals(before.autoRestart());
  }

  private static Optional<Notice> notice(Optional<Instance> instance) {
    return instance.flatMap(Instance::run).flatMap(Run::notice);
  }

  private static Report report(List<Swept> outcomes) {
    return new Report(
        count(outcomes, Swept.values()) - count(outcomes, Swept.LEFT),
        count(outcomes, Swept.STOPPED),
        count(outcomes, Swept.WARNED),
        count(outcomes, Swept.REPAIRED),
        count(outcomes, Swept.RESTARTED),
        count(outcomes, Swept.FAILED));
  }

  private static int count(List<Swept> outcomes, Swept... which) {
    return Math.toIntExact(outcomes.stream().filter(List.of(which)::contains).count());
  }
}
