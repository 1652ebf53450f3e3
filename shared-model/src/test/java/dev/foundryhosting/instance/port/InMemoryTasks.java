package dev.foundryhosting.instance.port;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.TaskDefinition;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.TaskSize;
import dev.foundryhosting.instance.reconcile.ObservationDraft;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.shutdown.TaskInventory;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Tasks that move only when a test moves them, under ECS's rules: a token starts one task until
 * that task is forgotten, a definition that was removed cannot be run, and a stop is a request.
 */
public final class InMemoryTasks implements Tasks, TaskInventory {
  private static final String ARN = "arn:aws:ecs:eu-central-1:123456789012:";
  private static final int LONGEST_REASON = 255;

  private final Clock clock;
  private final Map<String, Definition> definitions = new LinkedHashMap<>();
  private final Map<String, Integer> revisions = new LinkedHashMap<>();
  private final Map<String, Task> tasks = new LinkedHashMap<>();
  private final Set<String> hidden = new HashSet<>();
  private int started;
  private Optional<String> noPlace = Optional.empty();

  public InMemoryTasks(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized TaskDefinition ensureDefinition(TaskSpec spec) {
    String fingerprint = spec.fingerprint();
    List<TaskDefinition> active = activeDefinitions(spec.family());
    if (!active.isEmpty() && active.getLast().fingerprint().equals(fingerprint)) {
      active.subList(0, active.size() - 1).forEach(old -> definitions.remove(old.arn()));
      return active.getLast();
    }
    int revision = revisions.merge(spec.family(), 1, Integer::sum);
    TaskDefinition fresh =
        new TaskDefinition(ARN + "task-definition/" + spec.family() + ":" + revision, fingerprint);
    definitions.put(fresh.arn(), new Definition(fresh, spec));
    active.forEach(old -> definitions.remove(old.arn()));
    return fresh;
  }

  @Override
  public synchronized void removeDefinitions(String family) {
    activeDefinitions(family).forEach(each -> definitions.remove(each.arn()));
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
          "Could not start the task: AWS answered ClientException.", false, null);
    }
    if (noPlace.isPresent()) {
      throw PlatformException.dependency(
          "Could not start the task: ECS has no place for it now (%s).".formatted(noPlace.get()),
          true,
          null);
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
            Optional.empty(),
            Optional.of(new TaskSize(definition.spec().cpu(), definition.spec().memoryMiB())),
            OptionalInt.empty());
    tasks.put(arn, new Task(token, user, definition.spec(), seen));
    return seen;
  }

  @Override
  public synchronized Optional<TaskObservation> findByToken(String family, String token) {
    return tasks.values().stream()
        .filter(task -> task.token().equals(token) && task.spec().family().equals(family))
        .map(Task::seen)
        .findFirst();
  }

  @Override
  public synchronized Optional<TaskObservation> observe(String taskArn) {
    return Optional.ofNullable(tasks.get(taskArn))
        .filter(task -> !hidden.contains(taskArn))
        .map(Task::seen);
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
                    task.spec().cpu(),
                    task.spec().memoryMiB()))
        .toList();
  }

  @Override
  public synchronized void stop(String taskArn, String reason) {
    Task task = tasks.get(taskArn);
    if (task == null
        || task.seen().stopRequested()
        || task.seen().state() == TaskObservation.State.STOPPED) {
      return;
    }
    boolean half =
        reason.length() > LONGEST_REASON
            && Character.isHighSurrogate(reason.charAt(LONGEST_REASON - 1));
    String cut =
        reason.substring(0, Math.min(reason.length(), half ? LONGEST_REASON - 1 : LONGEST_REASON));
    move(
        taskArn,
        draft -> {
          draft.stopRequested = true;
          draft.stopCode = Optional.of("UserInitiated");
          draft.stoppedReason = Optional.of(cut);
          return draft;
        });
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
    return stopped(taskArn, OptionalInt.of(0), "UserInitiated", "Task stopped by user");
  }

  /**
   * Ends a task. Where its end was asked for, that request's own code and reason stay.
   *
   * @param exitCode of its main container; empty when that never started
   */
  public TaskObservation stopped(
      String taskArn, OptionalInt exitCode, String stopCode, String reason) {
    return move(
        taskArn,
        draft -> {
          draft.state = TaskObservation.State.STOPPED;
          draft.stopRequested = true;
          draft.healthy = false;
          draft.stoppedAt = draft.stoppedAt.or(this::now);
          draft.stopCode = draft.stopCode.or(() -> Optional.of(stopCode));
          draft.stoppedReason = draft.stoppedReason.or(() -> Optional.of(reason));
          draft.exitCode = exitCode;
          return draft;
        });
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

  /** ECS does not show a task yet that it started ("eventual consistency"). */
  public synchronized void hide(String taskArn) {
    hidden.add(taskArn);
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

  /** What a task was made from. */
  public synchronized TaskSpec specOf(String taskArn) {
    return require(taskArn).spec();
  }

  /** The active definitions of a family, oldest first. */
  public synchronized List<TaskDefinition> activeDefinitions(String family) {
    return definitions.values().stream()
        .filter(each -> each.spec().family().equals(family))
        .map(Definition::registered)
        .toList();
  }

  /** The active definitions of all families of a user. */
  public synchronized List<TaskDefinition> activeDefinitions(UserId user) {
    return definitions.values().stream()
        .filter(each -> each.spec().user().equals(user))
        .map(Definition::registered)
        .toList();
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
    tasks.put(taskArn, new Task(task.token(), task.user(), task.spec(), moved));
    return moved;
  }

  private record Definition(TaskDefinition registered, TaskSpec spec) {}

  private record Task(String token, UserId user, TaskSpec spec, TaskObservation seen) {}
}
