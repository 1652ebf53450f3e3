/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Resource;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.TaskDefinition;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.TaskSize;
import dev.foundryhosting.instance.reconcile.ObservationDraft;
import dev.foundryhosting.license.License;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.ServerSize;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.shutdown.orphan.TaskInventory;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Tasks that move only when a test moves them, under ECS's rules: a token starts one task until
 * that task is forgotten, a definition that was removed cannot be run, and a stop is a request.
 */
public final class InMemoryTasks implements Tasks, TaskInventory {
  private static final String ARN = "arn:aws:ecs:eu-central-1:123456789012:";
  private static final ResourceNames NAMES = new ResourceNames("play.example.org");

  private final Clock clock;
  private final Map<String, Definition> definitions = new LinkedHashMap<>();
  private final Map<String, Integer> revisions = new LinkedHashMap<>();
  private final Map<String, Task> tasks = new LinkedHashMap<>();
  private final Map<String, Hiding> hidden = new HashMap<>();
  private int started;
  private Optional<String> noPlace = Optional.empty();

  /** For how many answers, and until when, a task is not shown. */
  private record Hiding(int answers, Instant until) {}

  public InMemoryTasks(Clock clock) {
    this.clock = clock;
  }

  /**
   * What a task does, as far as the domain says it.
   *
   * @param licenseSecret whose credentials the server uses
   * @param rest all else that makes it another task
   */
  public record Workload(
      UserId user,
      TaskSize size,
      String accessPointId,
      String version,
      String licenseSecret,
      List<Object> rest) {

    static Workload server(Instance instance, License license) {
      return new Workload(
          instance.userId(),
          TaskSize.of(instance.run().map(Run::size).orElse(instance.sizing().size())),
          instance.resources().require(Resource.ACCESS_POINT),
          instance.profile().exactVersion().value(),
          license.credentials().secretArn().orElseThrow(),
          List.of(
              instance.profile().subdomain(),
              instance.resources().require(Resource.SECRET),
              license.credentials()));
    }

    private String family() {
      return NAMES.serverFamily(user);
    }
  }

  @Override
  public synchronized TaskDefinition ensureServerDefinition(Instance instance, License license) {
    Workload server = Workload.server(instance, license);
    return instance
        .resources()
        .definition()
        .filter(recorded -> recorded.fingerprint().equals(server.toString()))
        .orElseGet(() -> ensure(server));
  }

  /** The definition of a task that downloads a release and is nobody's server. */
  synchronized TaskDefinition ensureDownload(String build) {
    return ensure(
        new Workload(
            new UserId("release-cache"),
            TaskSize.of(ServerSize.SMALL),
            "cache",
            build,
            "",
            List.of()));
  }

  private TaskDefinition ensure(Workload workload) {
    String family = workload.family();
    List<TaskDefinition> active = activeDefinitions(d -> d.workload().family().equals(family));
    if (!active.isEmpty() && active.getLast().fingerprint().equals(workload.toString())) {
      active.subList(0, active.size() - 1).forEach(old -> definitions.remove(old.arn()));
      return active.getLast();
    }
    int revision = revisions.merge(family, 1, Integer::sum);
    TaskDefinition fresh =
        new TaskDefinition(ARN + "task-definition/" + family + ":" + revision, workload.toString());
    definitions.put(fresh.arn(), new Definition(fresh, workload));
    active.forEach(old -> definitions.remove(old.arn()));
    return fresh;
  }

  @Override
  public synchronized void removeDefinitions(UserId user) {
    activeDefinitions(user).forEach(each -> definitions.remove(each.arn()));
  }

  @Override
  public synchronized TaskObservation run(String definitionArn, String token, UserId user) {
    if (token.isEmpty() || token.length() > 36) {
      throw new IllegalArgumentException("a token has 1 to 36 characters");
    }
    Optional<TaskObservation> before =
        tasks.values().stream()
            .filter(task -> task.token().equals(token))
            .map(Task::seen)
            .findFirst();
    if (before.isPresent()) {
      return before.get();
    }
    Definition definition = definitions.get(definitionArn);
    if (definition == null) {
      throw PlatformException.dependency(
          "Could not start the task: AWS answered ClientException.", false);
    }
    if (noPlace.isPresent()) {
      throw PlatformException.dependency(
          "Could not start the task: ECS has no place for it now (%s).".formatted(noPlace.get()),
          true);
    }
    String arn = ARN + "task/servers/%032x".formatted(++started);
    TaskObservation seen =
        new TaskObservation(
            arn,
            definitionArn,
            TaskObservation.State.PREPARING,
            false,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(definition.workload().size()),
            OptionalInt.empty());
    tasks.put(arn, new Task(token, user, definition.workload(), Optional.empty(), seen));
    return seen;
  }

  @Override
  public synchronized Optional<TaskObservation> findServer(UserId user, String token) {
    return tasks.values().stream()
        .filter(task -> task.token().equals(token))
        .filter(task -> task.workload().user().equals(user))
        .filter(task -> shows(task.seen().taskArn()))
        .map(Task::seen)
        .findFirst();
  }

  @Override
  public synchronized Optional<TaskObservation> observe(String taskArn) {
    return Optional.ofNullable(tasks.get(taskArn)).filter(task -> shows(taskArn)).map(Task::seen);
  }

  private boolean shows(String taskArn) {
    Hiding hiding = hidden.get(taskArn);
    if (hiding == null || hiding.answers() == 0 || !clock.instant().isBefore(hiding.until())) {
      return true;
    }
    hidden.put(taskArn, new Hiding(hiding.answers() - 1, hiding.until()));
    return false;
  }

  @Override
  public synchronized Map<String, TaskObservation> observeAll(List<String> taskArns) {
    return taskArns.stream()
        .distinct()
        .flatMap(arn -> observe(arn).stream())
        .collect(Collectors.toMap(TaskObservation::taskArn, seen -> seen));
  }

  @Override
  public synchronized List<RunningTask> list() {
    return tasks.values().stream()
        .filter(task -> !task.seen().stopRequested() && lives(task.seen()))
        .map(
            task ->
                new RunningTask(
                    task.seen().taskArn(),
                    task.user(),
                    task.token(),
                    task.workload().size().cpuUnits(),
                    task.workload().size().memoryMiB()))
        .toList();
  }

  @Override
  public synchronized Optional<TaskObservation> stop(String taskArn, String reason) {
    Task task = tasks.get(taskArn);
    if (task == null) {
      return Optional.empty();
    }
    hidden.remove(taskArn);
    if (!task.seen().stopRequested() && lives(task.seen())) {
      move(
          taskArn,
          draft -> {
            draft.stopRequested = true;
            return draft;
          });
      tasks.computeIfPresent(taskArn, (arn, stopping) -> stopping.stoppedFor(reason));
    }
    return Optional.of(tasks.get(taskArn).seen());
  }

  /** Moves a task on: its image is being pulled, so that AWS bills it, and it has an address. */
  public TaskObservation prepares(String taskArn, String privateIp) {
    return move(
        taskArn,
        draft -> {
          draft.privateIp = Optional.of(privateIp);
          draft.pullStartedAt = draft.pullStartedAt.or(this::now);
          return draft;
        });
  }

  /** Moves a task on: all its containers run; its health check said nothing yet. */
  public TaskObservation runs(String taskArn, String privateIp) {
    prepares(taskArn, privateIp);
    return move(
        taskArn,
        draft -> {
          draft.state = TaskObservation.State.RUNNING;
          draft.startedAt = draft.startedAt.or(this::now);
          return draft;
        });
  }

  /** Says what the health check of a running task's containers says. */
  public TaskObservation becomesHealthy(String taskArn, boolean healthy) {
    return move(
        taskArn,
        draft -> {
          draft.healthy = healthy;
          return draft;
        });
  }

  /** Moves a task on: its containers are being ended. */
  public TaskObservation ends(String taskArn) {
    return move(
        taskArn,
        draft -> {
          draft.state = TaskObservation.State.ENDING;
          draft.stopRequested = true;
          draft.healthy = false;
          return draft;
        });
  }

  /** Ends a task that was asked to end, as ECS does when its containers have ended well. */
  public TaskObservation stopped(String taskArn) {
    return stopped(taskArn, OptionalInt.of(0), outside("Task stopped by user"));
  }

  /** Ends a task whose main container exits by itself. */
  public TaskObservation exits(String taskArn, int exitCode) {
    String why =
        exitCode == 137
            ? "The server was killed (exit code 137), most likely for memory. If it happens again,"
                + " choose a larger size."
            : "The server ended by itself with exit code %d: Essential container in task exited."
                .formatted(exitCode);
    return stopped(taskArn, OptionalInt.of(exitCode), new StopCause(StopCauseKind.EXITED, why));
  }

  /**
   * Ends a task. A stop that was asked for stays the cause.
   *
   * @param exitCode of its main container; empty when that never started
   */
  public TaskObservation stopped(String taskArn, OptionalInt exitCode, StopCause cause) {
    Optional<StopCause> asked = require(taskArn).stopReason().map(InMemoryTasks::outside);
    return move(
        taskArn,
        draft -> {
          draft.state = TaskObservation.State.STOPPED;
          draft.stopRequested = true;
          draft.healthy = false;
          draft.stoppedAt = draft.stoppedAt.or(this::now);
          draft.stopCause = Optional.of(asked.orElse(cause));
          draft.exitCode = exitCode;
          return draft;
        });
  }

  private static StopCause outside(String reason) {
    return new StopCause(
        StopCauseKind.STOPPED_OUTSIDE,
        "Somebody stopped the server's task in AWS: " + reason + ".");
  }

  /** Ends all that live, as {@link #stopped(String)} does. */
  public void stopAll() {
    live().forEach(each -> stopped(each.taskArn()));
  }

  /** What ECS does an hour after a task's end: it knows neither the task nor its token any more. */
  public synchronized void forget(String taskArn) {
    if (require(taskArn).seen().state() != TaskObservation.State.STOPPED) {
      throw new IllegalStateException("ECS forgets only tasks that ended");
    }
    tasks.remove(taskArn);
  }

  /** ECS does not show a task ("eventual consistency"), until it is asked to stop it. */
  public synchronized void hide(String taskArn) {
    hidden.put(taskArn, new Hiding(Integer.MAX_VALUE, Instant.MAX));
  }

  /** As {@link #hide(String)}, for so many answers, and no longer than ECS may take. */
  public synchronized void hide(String taskArn, int answers) {
    Instant until = clock.instant().plus(TaskObservation.NEW_MISSING_APART);
    hidden.put(taskArn, new Hiding(answers, until));
  }

  /** From now on ECS shows every task. */
  public synchronized void showAll() {
    hidden.clear();
  }

  /** From now on ECS places no new task. */
  public synchronized void failToPlace(String reason) {
    noPlace = Optional.of(reason);
  }

  /** From now on ECS places tasks again. */
  public synchronized void placeAgain() {
    noPlace = Optional.empty();
  }

  /** Every task that ECS knows, in the order of their start. */
  public synchronized List<TaskObservation> all() {
    return tasks.values().stream().map(Task::seen).toList();
  }

  /** Every task of a user that ECS knows. */
  public synchronized List<TaskObservation> of(UserId user) {
    return tasks.values().stream()
        .filter(task -> task.user().equals(user))
        .map(Task::seen)
        .toList();
  }

  /** Every task that has not ended. */
  public List<TaskObservation> live() {
    return all().stream().filter(InMemoryTasks::lives).toList();
  }

  /** Every task of a user that has not ended. */
  public List<TaskObservation> live(UserId user) {
    return of(user).stream().filter(InMemoryTasks::lives).toList();
  }

  /** The one task of a user that has not ended. */
  public TaskObservation theOne(UserId user) {
    List<TaskObservation> live = live(user);
    if (live.size() != 1) {
      throw new AssertionError(user + " has not one task: " + live);
    }
    return live.getFirst();
  }

  /** How many tasks were ever started. */
  public synchronized int startedEver() {
    return started;
  }

  /** The token by which a task was started. */
  public synchronized String tokenOf(String taskArn) {
    return require(taskArn).token();
  }

  /** What a task does. */
  public synchronized Workload workloadOf(String taskArn) {
    return require(taskArn).workload();
  }

  /** The active definitions of a user, oldest first. */
  public List<TaskDefinition> activeDefinitions(UserId user) {
    return activeDefinitions(each -> each.workload().user().equals(user));
  }

  private synchronized List<TaskDefinition> activeDefinitions(Predicate<Definition> which) {
    return definitions.values().stream().filter(which).map(Definition::registered).toList();
  }

  private static boolean lives(TaskObservation task) {
    return task.state() != TaskObservation.State.STOPPED;
  }

  private Optional<Instant> now() {
    return Optional.of(clock.instant());
  }

  private Task require(String taskArn) {
    Task task = tasks.get(taskArn);
    if (task == null) {
      throw new NoSuchElementException("no task " + taskArn);
    }
    return task;
  }

  private synchronized TaskObservation move(
      String taskArn, UnaryOperator<ObservationDraft> change) {
    Task task = require(taskArn);
    if (!lives(task.seen())) {
      throw new IllegalStateException("a task that ended moves no more: " + taskArn);
    }
    TaskObservation moved = change.apply(new ObservationDraft(task.seen())).build();
    tasks.put(taskArn, task.seenAs(moved));
    return moved;
  }

  private record Definition(TaskDefinition registered, Workload workload) {}

  private record Task(
      String token,
      UserId user,
      Workload workload,
      Optional<String> stopReason,
      TaskObservation seen) {

    Task seenAs(TaskObservation now) {
      return new Task(token, user, workload, stopReason, now);
    }

    Task stoppedFor(String reason) {
      return new Task(token, user, workload, Optional.of(reason), seen);
    }
  }
}
