package dev.foundryhosting.shutdown.orphan;

import static java.util.stream.Collectors.toMap;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Route;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.platform.InParallel;
import dev.foundryhosting.platform.UserId;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One look at what stands in the cloud; see {@link CollectOrphans}. */
final class OrphanScan {
  private static final int READ_AT_ONCE = 32;

  /** Nothing is repaired later than this before the deadline. */
  private static final Duration REPAIR_NEEDS = Duration.ofSeconds(35);

  /** How many of each kind are remembered: they lie in one item. What is more is seen again. */
  private static final int REMEMBERED = 200;

  private final CollectOrphans.Ports ports;
  private final OrphanCandidates.Known known;
  private final Deadline deadline;
  private final Instant now;

  /** The records that were read; a user whose record could not be read is missing. */
  private final Map<UserId, Optional<Instance>> records = new HashMap<>();

  private int repaired;
  private int failed;

  OrphanScan(CollectOrphans.Ports ports, OrphanCandidates.Known known, Deadline deadline) {
    this.ports = ports;
    this.known = known;
    this.deadline = deadline;
    this.now = ports.clock().instant();
  }

  /**
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED} when it cannot
   *     even be read which tasks live, or what was learned cannot be written
   */
  CollectOrphans.Report run() {
    List<OrphanCandidates.OrphanTask> tasks = lookAtTasks();
    List<OrphanCandidates.OrphanRoute> ways = lookAtWays();
    OrphanCandidates.Known learned =
        new OrphanCandidates.Known(
            oldest(tasks, Comparator.comparing(OrphanCandidates.OrphanTask::since)),
            oldest(ways, Comparator.comparing(OrphanCandidates.OrphanRoute::since)),
            known.revision());
    if (!known.isEmpty() || !learned.isEmpty()) {
      // Whoever looked at the same time saw the same: then his list is as good as this one.
      var unused = ports.candidates().save(learned);
    }
    return new CollectOrphans.Report(repaired, failed);
  }

  private static <T> List<T> oldest(List<T> suspects, Comparator<T> bySince) {
    return suspects.stream().sorted(bySince).limit(REMEMBERED).toList();
  }

  // Tasks.

  private List<OrphanCandidates.OrphanTask> lookAtTasks() {
    List<RunningTask> living = ports.taskInventory().list();
    // After the tasks were seen: a record holds the token of each before it is started.
    read(living.stream().map(RunningTask::user).toList());
    Map<String, OrphanCandidates.OrphanTask> before =
        known.tasks().stream().collect(toMap(each -> each.task().taskArn(), each -> each));
    List<OrphanCandidates.OrphanTask> suspects = new ArrayList<>();
    for (RunningTask task : living) {
      Optional<OrphanCandidates.OrphanTask> seen =
          Optional.ofNullable(before.remove(task.taskArn()));
      suspects.addAll(lookedAt(task, seen).stream().toList());
    }
    // The others end, or have ended.
    before.values().stream().filter(suspect -> !settled(suspect)).forEach(suspects::add);
    return suspects;
  }

  /** What is to be remembered of a living task. */
  private Optional<OrphanCandidates.OrphanTask> lookedAt(
      RunningTask task, Optional<OrphanCandidates.OrphanTask> seen) {
    if (!records.containsKey(task.user())) {
      return seen;
    }
    Optional<Instant> since = seen.map(OrphanCandidates.OrphanTask::since);
    return switch (OrphanPolicy.ofTask(task, records.get(task.user()), since, now)) {
      case BELONGS -> Optional.empty();
      case CANDIDATE -> seen.or(() -> Optional.of(new OrphanCandidates.OrphanTask(task, now)));
      case ORPHAN -> {
        attempt("Task " + task.taskArn() + " could not be ended", () -> end(task, since));
        yield seen;
      }
    };
  }

  private boolean end(RunningTask task, Optional<Instant> since) {
    Optional<Instance> record = ports.instances().find(task.user());
    if (OrphanPolicy.ofTask(task, record, since, now) != OrphanDecision.ORPHAN) {
      return false;
    }
    ports.tasks().stop(task.taskArn(), "It belongs to no run of its user.");
    return true;
  }

  /** Whether nothing is left to do for a suspect that lives no more: its end is booked. */
  private boolean settled(OrphanCandidates.OrphanTask suspect) {
    RunningTask task = suspect.task();
    try {
      Optional<TaskObservation> seen = ports.tasks().observe(task.taskArn());
      if (seen.isEmpty()) {
        ports
            .problemLog()
            .trouble("ECS forgot task %s: it is not booked.".formatted(task.taskArn()), null);
        return true;
      }
      if (seen.get().state() != TaskObservation.State.STOPPED) {
        return false;
      }
      boolean unused = ports.bookRun().book(ended(task, seen.get()));
      return true;
    } catch (RuntimeException e) {
      failed("Task " + task.taskArn() + " could not be booked", e);
      return false;
    }
  }

  private TaskRun ended(RunningTask task, TaskObservation seen) {
    return new TaskRun(
        task.runId(),
        task.user(),
        task.cpuUnits(),
        task.memoryMiB(),
        seen.pullStartedAt(),
        seen.startedAt(),
        seen.stoppedAt().or(() -> Optional.of(now)),
        Optional.empty());
  }

  // Ways.

  private List<OrphanCandidates.OrphanRoute> lookAtWays() {
    // Read before the ways are listed: what a record says must be in a list that is made later.
    List<Instance> running = records.values().stream().flatMap(Optional::stream).toList();
    try {
      List<InstalledRoute> standing = ports.routeInventory().list();
      running.stream()
          .filter(instance -> OrphanPolicy.routeLost(instance, standing, now))
          .forEach(this::reopen);
      return suspectsAmong(standing);
    } catch (RuntimeException e) {
      failed("The ways to servers could not be listed", e);
      return known.routes();
    }
  }

  private void reopen(Instance instance) {
    UserId user = instance.userId();
    Route lost = instance.run().flatMap(Run::route).orElseThrow();
    attempt(
        "The way to the server of " + user + " could not be opened again",
        () -> ports.reconciler().restoreRoute(user, lost, deadline));
  }

  private List<OrphanCandidates.OrphanRoute> suspectsAmong(Collection<InstalledRoute> standing) {
    Map<String, UserId> owners = ports.routeInventory().owners(unaccounted(standing));
    read(owners.values());
    Map<String, OrphanCandidates.OrphanRoute> before =
        known.routes().stream()
            .collect(toMap(OrphanCandidates.OrphanRoute::targetGroupArn, each -> each));
    return owners.entrySet().stream()
        .flatMap(each -> lookedAt(each.getKey(), each.getValue(), before.get(each.getKey())))
        .toList();
  }

  /** The tags of what a record names need not be read. */
  private List<String> unaccounted(Collection<InstalledRoute> standing) {
    Set<String> named = new HashSet<>();
    records.values().stream()
        .flatMap(Optional::stream)
        .flatMap(instance -> instance.run().flatMap(Run::route).stream())
        .map(Route::targetGroupArn)
        .forEach(named::add);
    return standing.stream()
        .map(InstalledRoute::targetGroupArn)
        .filter(arn -> !named.contains(arn))
        .toList();
  }

  /** What is to be remembered of a way to a server. */
  private Stream<OrphanCandidates.OrphanRoute> lookedAt(
      String arn, UserId user, OrphanCandidates.OrphanRoute seen) {
    Optional<OrphanCandidates.OrphanRoute> before = Optional.ofNullable(seen);
    if (!records.containsKey(user)) {
      return before.stream();
    }
    return switch (OrphanPolicy.ofRoute(
        records.get(user), before.map(OrphanCandidates.OrphanRoute::since), now)) {
      case BELONGS -> Stream.empty();
      case CANDIDATE ->
          Stream.of(before.orElseGet(() -> new OrphanCandidates.OrphanRoute(arn, user, now)));
      case ORPHAN -> {
        boolean closed =
            attempt(
                "The way to no server of " + user + " could not be removed",
                () -> ports.reconciler().removeRoute(user, deadline));
        yield closed ? Stream.empty() : before.stream();
      }
    };
  }

  // Both.

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
      // Also a record that is damaged: nobody knows what belongs to it, so that is left alone.
      failed("The record of %s could not be read".formatted(user), e);
      return Optional.empty();
    }
  }

  /** A repair; what it repaired is counted. */
  private boolean attempt(String otherwise, Repair repair) {
    if (!deadline.leaves(REPAIR_NEEDS)) {
      return false;
    }
    try {
      boolean done = repair.done();
      repaired += done ? 1 : 0;
      return done;
    } catch (RuntimeException e) {
      failed(otherwise, e);
      return false;
    }
  }

  /** Changes something in the cloud, unless it need not be changed any more. */
  private interface Repair {
    boolean done();
  }

  private synchronized void failed(String what, RuntimeException e) {
    failed++;
    ports.problemLog().trouble(what + ": " + e.getMessage(), e);
  }
}
