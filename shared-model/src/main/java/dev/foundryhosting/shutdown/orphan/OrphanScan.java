/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown.orphan;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Route;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.platform.InParallel;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.shutdown.orphan.OrphanCandidates.OrphanRoute;
import dev.foundryhosting.shutdown.orphan.OrphanCandidates.OrphanTask;
import dev.foundryhosting.shutdown.orphan.OrphanPolicy.OrphanDecision;
import dev.foundryhosting.shutdown.orphan.RouteInventory.InstalledRoute;
import dev.foundryhosting.shutdown.orphan.TaskInventory.RunningTask;
import dev.foundryhosting.usage.TaskRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** One scan of tasks and routes; see {@link CollectOrphans}. */
final class OrphanScan {
  private static final int READ_AT_ONCE = 32;

  /** The least time before the deadline at which a repair begins. */
  private static final Duration REPAIR_NEEDS = Duration.ofSeconds(35);

  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

  /** One item holds the candidates; a later scan finds those beyond the limit again. */
  private static final int CANDIDATES_OF_A_KIND = 200;

  private final OrphanPorts ports;
  private final OrphanCandidates.Known known;
  private final Deadline deadline;
  private final Instant now;

  /** Without the users whose record could not be read. */
  private final Map<UserId, Optional<Instance>> records = new HashMap<>();

  private int repaired;
  private int failed;

  OrphanScan(OrphanPorts ports, OrphanCandidates.Known known, Deadline deadline) {
    this.ports = ports;
    this.known = known;
    this.deadline = deadline;
    this.now = ports.clock().instant();
  }

  int repaired() {
    return repaired;
  }

  int failed() {
    return failed;
  }

  /**
   * @throws PlatformException {@code DEPENDENCY_FAILED} when the tasks cannot be listed or the
   *     candidates cannot be written
   */
  void run() {
    List<OrphanTask> tasks = scanTasks();
    List<OrphanRoute> routes = scanRoutes();
    OrphanCandidates.Known found =
        new OrphanCandidates.Known(
            oldest(tasks, Comparator.comparing(OrphanTask::since)),
            oldest(routes, Comparator.comparing(OrphanRoute::since)),
            known.revision());
    if (!known.isEmpty() || !found.isEmpty()) {
      // A concurrent scan saw the same: its list serves as well.
      var unused = ports.candidates().save(found);
    }
  }

  private static <T> List<T> oldest(List<T> candidates, Comparator<T> bySince) {
    return candidates.stream().sorted(bySince).limit(CANDIDATES_OF_A_KIND).toList();
  }

  private List<OrphanTask> scanTasks() {
    List<RunningTask> running = ports.taskInventory().list();
    // After the list: a record holds the token of each task before the task is started.
    read(running.stream().map(RunningTask::user).toList());
    Map<String, OrphanTask> before =
        known.tasks().stream().collect(toMap(each -> each.task().taskArn(), identity()));
    List<OrphanTask> candidates = new ArrayList<>();
    for (RunningTask task : running) {
      check(task, Optional.ofNullable(before.remove(task.taskArn()))).ifPresent(candidates::add);
    }
    // The remaining ones stop or have stopped.
    before.values().stream().filter(each -> !isBooked(each)).forEach(candidates::add);
    return candidates;
  }

  private Optional<OrphanTask> check(RunningTask task, Optional<OrphanTask> before) {
    if (!records.containsKey(task.user())) {
      return before;
    }
    Optional<Instant> since = before.map(OrphanTask::since);
    return switch (OrphanPolicy.ofTask(task, records.get(task.user()), since, now)) {
      case OWNED -> Optional.empty();
      case CANDIDATE -> before.or(() -> Optional.of(new OrphanTask(task, now)));
      case ORPHAN -> {
        repair("Task " + task.taskArn() + " could not be stopped", () -> stop(task, since));
        yield before;
      }
    };
  }

  private boolean stop(RunningTask task, Optional<Instant> since) {
    Optional<Instance> record = ports.instances().find(task.user());
    if (OrphanPolicy.ofTask(task, record, since, now) != OrphanDecision.ORPHAN) {
      return false;
    }
    var unused = ports.tasks().stop(task.taskArn(), "It belongs to no run of its user.");
    return true;
  }

  /** Books an orphan that has stopped; a task that ECS has forgotten cannot be booked any more. */
  private boolean isBooked(OrphanTask orphan) {
    RunningTask task = orphan.task();
    try {
      Optional<TaskObservation> seen = ports.tasks().observe(task.taskArn());
      if (seen.isEmpty()) {
        return reportedForgotten(orphan);
      }
      if (seen.get().state() != TaskObservation.State.STOPPED) {
        return false;
      }
      boolean unused = ports.bookRun().book(taskRun(task, seen.get()));
      return true;
    } catch (RuntimeException e) {
      failed("Task " + task.taskArn() + " could not be booked", e);
      return false;
    }
  }

  /** ECS shows a task for an hour after its end; until then a missing one may only be hidden. */
  private boolean reportedForgotten(OrphanTask orphan) {
    if (now.isBefore(orphan.since().plus(FORGOTTEN_AFTER))) {
      return false;
    }
    String problem = "ECS forgot task %s: it is not booked.".formatted(orphan.task().taskArn());
    ports.problemLog().trouble(problem, PlatformException.dependency(problem, false));
    return true;
  }

  private TaskRun taskRun(RunningTask task, TaskObservation stopped) {
    return new TaskRun(
        task.runId(),
        task.user(),
        task.cpuUnits(),
        task.memoryMiB(),
        stopped.pullStartedAt(),
        stopped.startedAt(),
        stopped.stoppedAt().or(() -> Optional.of(now)),
        Optional.empty());
  }

  private List<OrphanRoute> scanRoutes() {
    // Before the list: a later list of routes holds what a record says.
    List<Instance> read = records.values().stream().flatMap(Optional::stream).toList();
    try {
      List<InstalledRoute> installed = ports.routeInventory().list();
      read.stream()
          .filter(instance -> OrphanPolicy.routeLost(instance, installed, now))
          .forEach(this::restoreRoute);
      return candidatesAmong(installed, read);
    } catch (RuntimeException e) {
      failed("The routes could not be listed", e);
      return known.routes();
    }
  }

  private void restoreRoute(Instance instance) {
    UserId user = instance.userId();
    Route lost = instance.run().flatMap(Run::route).orElseThrow();
    repair(
        "The route to the server of " + user + " could not be restored",
        () -> ports.reconciler().restoreRoute(user, lost, deadline));
  }

  private List<OrphanRoute> candidatesAmong(List<InstalledRoute> installed, List<Instance> read) {
    Map<String, UserId> owners = ports.routeInventory().owners(unrecorded(installed, read));
    read(owners.values());
    Map<String, OrphanRoute> before =
        known.routes().stream().collect(toMap(OrphanRoute::targetGroupArn, identity()));
    List<OrphanRoute> candidates = new ArrayList<>();
    owners.forEach(
        (arn, user) ->
            check(arn, user, Optional.ofNullable(before.get(arn))).ifPresent(candidates::add));
    return candidates;
  }

  /** The tags of a target group that a record names need not be read. */
  private static List<String> unrecorded(List<InstalledRoute> installed, List<Instance> read) {
    var recorded =
        read.stream()
            .flatMap(instance -> instance.run().flatMap(Run::route).stream())
            .map(Route::targetGroupArn)
            .collect(Collectors.toSet());
    return installed.stream()
        .map(InstalledRoute::targetGroupArn)
        .filter(arn -> !recorded.contains(arn))
        .toList();
  }

  private Optional<OrphanRoute> check(String arn, UserId user, Optional<OrphanRoute> before) {
    if (!records.containsKey(user)) {
      return before;
    }
    Optional<Instant> since = before.map(OrphanRoute::since);
    return switch (OrphanPolicy.ofRoute(records.get(user), since, now)) {
      case OWNED -> Optional.empty();
      case CANDIDATE -> before.or(() -> Optional.of(new OrphanRoute(arn, user, now)));
      case ORPHAN -> {
        boolean removed =
            repair(
                "The orphaned route of " + user + " could not be removed",
                () -> ports.reconciler().removeRoute(user, deadline));
        yield removed ? Optional.empty() : before;
      }
    };
  }

  private void read(Collection<UserId> users) {
    List<UserId> unread =
        users.stream().distinct().filter(user -> !records.containsKey(user)).toList();
    InParallel.each(unread, READ_AT_ONCE, this::find)
        .forEach(found -> found.ifPresent(record -> records.put(record.user(), record.instance())));
  }

  private record Found(UserId user, Optional<Instance> instance) {}

  private Optional<Found> find(UserId user) {
    try {
      return Optional.of(new Found(user, ports.instances().find(user)));
    } catch (RuntimeException e) {
      // A damaged record, too: what belongs to it is not known, so its tasks and routes stay.
      failed("The record of %s could not be read".formatted(user), e);
      return Optional.empty();
    }
  }

  /** Makes a change, which returns whether it changed anything in the cloud. */
  private boolean repair(String problem, BooleanSupplier change) {
    if (!deadline.leaves(REPAIR_NEEDS)) {
      return false;
    }
    try {
      boolean changed = change.getAsBoolean();
      repaired += changed ? 1 : 0;
      return changed;
    } catch (RuntimeException e) {
      failed(problem, e);
      return false;
    }
  }

  private synchronized void failed(String problem, RuntimeException e) {
    failed++;
    ports.problemLog().trouble(problem + ": " + e.getMessage(), e);
  }
}
