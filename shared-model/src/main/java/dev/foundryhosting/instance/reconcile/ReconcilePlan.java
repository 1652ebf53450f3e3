/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static dev.foundryhosting.instance.Finalizer.*;
import static dev.foundryhosting.instance.reconcile.Step.*;

import dev.foundryhosting.files.FileJob;
import dev.foundryhosting.instance.Finalizer;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Resource;
import dev.foundryhosting.instance.Resources;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.Teardown;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * What can be done next for an instance: a pure function of its record, of what this pass tried,
 * and of the time. Steps of one answer do not depend on each other.
 */
final class ReconcilePlan {
  /** How long a task that was not recorded may stay hidden from a look-up by its token. */
  static final Duration LOOKUP_SETTLES = TaskObservation.NEW_MISSING_APART;

  private static final Set<Finalizer> BEFORE_LICENSE =
      Set.of(OPEN_SESSIONS, DNS_RECORD, ASSET_USER, BUCKET, ACCESS_POINTS, TASK_DEFINITIONS);

  private final Instance instance;
  private final AttemptedSteps attempts;
  private final Instant now;
  private final EnumSet<Step> steps = EnumSet.noneOf(Step.class);

  private ReconcilePlan(Instance instance, AttemptedSteps attempts, Instant now) {
    this.instance = instance;
    this.attempts = attempts;
    this.now = now;
  }

  /**
   * The steps to take now; empty when there is nothing to do, or only to wait.
   *
   * @param attempts what this pass tried; a step is taken once in a pass
   */
  static Set<Step> next(Instance instance, AttemptedSteps attempts, Instant now) {
    ReconcilePlan plan = new ReconcilePlan(instance, attempts, now);
    plan.fill();
    plan.steps.removeAll(attempts.attempted());
    return plan.steps;
  }

  private void fill() {
    if (instance.gone()) {
      instance.openFileJob(now).ifPresent(this::await);
      return;
    }
    when(!instance.outbox().isEmpty(), PUBLISH_EVENTS);
    switch (instance.desired()) {
      case RUNNING -> start(instance.run().orElseThrow());
      case STOPPED -> instance.run().ifPresentOrElse(this::stop, this::rest);
      case DESTROYED ->
          instance
              .run()
              .ifPresentOrElse(this::stop, () -> destroy(instance.teardown().orElseThrow()));
    }
  }

  private void rest() {
    create();
    instance.openFileJob(now).ifPresent(this::await);
  }

  private void create() {
    Resources made = instance.resources();
    when(!made.has(Resource.ACCESS_POINT), ENSURE_ACCESS_POINT);
    when(!made.has(Resource.BUCKET), ENSURE_BUCKET);
    when(!made.has(Resource.ASSET_USER), ENSURE_ASSET_USER);
    when(!made.has(Resource.DNS_RECORD), ENSURE_DNS_RECORD);
    when(!made.has(Resource.SECRET), STORE_SECRET);
    when(!made.has(Resource.LICENSE_LINK) && made.has(Resource.SECRET), LINK_LICENSE);
    when(
        !made.has(Resource.ACCESS_KEY)
            && made.has(Resource.ASSET_USER)
            && made.has(Resource.SECRET),
        ENSURE_ACCESS_KEY);
  }

  private void start(Run run) {
    if (run.task().isEmpty()) {
      boolean defined = attempts.succeeded(REGISTER_DEFINITION);
      boolean licensed = attempts.succeeded(LAY_IN_LICENSE);
      when(!defined, REGISTER_DEFINITION);
      when(!licensed, LAY_IN_LICENSE);
      when(run.route().isEmpty(), OPEN_ROUTE_FOR_CHECKS);
      when(
          !run.taskRequested() && instance.resources().has(Resource.ASSET_USER), VERIFY_ACCESS_KEY);
      // A server that no player could reach must not be paid for.
      when(defined && licensed && run.route().isPresent(), RUN_TASK);
      return;
    }
    // A task that was just started is not observed at once: a start waits for nothing.
    when(!attempts.succeeded(RUN_TASK), OBSERVE_TASK);
    when(run.downloads() && run.readyAt().isPresent(), RECORD_DOWNLOAD);
    if (!attempts.succeeded(OBSERVE_TASK) || run.taskEnded()) {
      return;
    }
    boolean reachable =
        run.taskState().filter(s -> s == TaskObservation.State.RUNNING).isPresent()
            && run.task().flatMap(TaskObservation::privateIp).isPresent();
    when(run.route().isEmpty(), OPEN_ROUTE_FOR_CHECKS);
    when(run.route().isPresent() && reachable && !run.targetRegistered(), REGISTER_TARGET);
    when(run.targetRegistered() && run.readyAt().isEmpty(), OPEN_ROUTE_FOR_PLAYERS);
  }

  private void stop(Run run) {
    when(!run.routeRemoved(), REMOVE_ROUTE);
    when(run.task().isEmpty() && run.taskRequested(), FIND_TASK);
    when(run.task().isPresent() && !run.taskEnded(), OBSERVE_TASK);
    boolean running =
        attempts.succeeded(OBSERVE_TASK) && run.task().isPresent() && !run.taskEnded();
    when(running && !run.task().orElseThrow().stopRequested(), STOP_TASK);
    boolean ended = run.taskEnded() || neverStarted(run);
    when(ended && !run.licenseReleased(), RELEASE_LICENSE);
    when(run.taskEnded() && !run.booked(), BOOK_RUN);
    boolean takenOut = attempts.succeeded(TAKE_OUT_LICENSE);
    when(ended && !takenOut, TAKE_OUT_LICENSE);
    when(ended && run.downloads(), RECORD_DOWNLOAD);
    boolean booked = run.booked() || run.task().isEmpty();
    boolean released = run.licenseReleased() && run.routeRemoved();
    when(ended && booked && released && takenOut && !run.downloads(), FINISH_RUN);
  }

  /**
   * Whether a run without a recorded task has none for certain: ECS was never asked for one, or
   * long before now, since it was before the stop was asked for; then a look-up finds it now.
   */
  private boolean neverStarted(Run run) {
    boolean settled =
        instance
            .progress()
            .map(p -> !now.isBefore(p.current().since().plus(LOOKUP_SETTLES)))
            .orElse(true);
    return run.task().isEmpty()
        && (!run.taskRequested() || (settled && attempts.succeeded(FIND_TASK)));
  }

  private void destroy(Teardown teardown) {
    when(!teardown.has(OPEN_SESSIONS), WAKE_SESSIONS);
    when(!teardown.has(DNS_RECORD), REMOVE_DNS_RECORD);
    when(!teardown.has(ASSET_USER), REMOVE_ASSET_USER);
    when(!teardown.has(BUCKET_OBJECTS), EMPTY_BUCKET);
    when(teardown.has(BUCKET_OBJECTS) && !teardown.has(BUCKET), REMOVE_BUCKET);
    boolean filesGone = TeardownJobs.filesGone(instance);
    if (!filesGone && teardown.formerWipe().isPresent()) {
      steps.add(END_FORMER_WIPE);
    } else {
      instance.openFileJob(now).ifPresent(this::await);
    }
    when(filesGone && !teardown.has(ACCESS_POINTS), REMOVE_ACCESS_POINTS);
    when(filesGone && !teardown.has(TASK_DEFINITIONS), REMOVE_DEFINITIONS);
    boolean forgotten = !teardown.erase() || TeardownJobs.forgotten(instance);
    if (!forgotten || !teardown.done().containsAll(BEFORE_LICENSE)) {
      return;
    }
    // The licence goes before the secret that it refers to, and both go last. Their steps look at
    // the licence and decide whether they go at all.
    boolean sessionsErased = !teardown.erase() || teardown.has(SESSION_HISTORY);
    when(!sessionsErased, FORGET_SESSIONS);
    when(!teardown.has(LICENSE), REMOVE_LICENSE);
    when(teardown.has(LICENSE) && !teardown.has(SECRET), REMOVE_SECRET);
    when(sessionsErased && teardown.has(SECRET) && instance.outbox().isEmpty(), FINISH_TEARDOWN);
  }

  /** A job that fails at once would fail again at once; one that fell silent may still live. */
  private void await(FileJob job) {
    boolean observable = !job.waiting() && !job.failed();
    when(observable && !attempts.succeeded(BEGIN_FILE_JOB), OBSERVE_FILE_JOB);
    boolean known = job.failed() || attempts.succeeded(OBSERVE_FILE_JOB);
    when(job.waiting() || (known && job.silent(now)), BEGIN_FILE_JOB);
  }

  private void when(boolean condition, Step step) {
    if (condition) {
      steps.add(step);
    }
  }
}
