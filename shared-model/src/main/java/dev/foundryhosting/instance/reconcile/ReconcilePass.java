/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.DomainEvents;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Lease;
import dev.foundryhosting.instance.ReconcileStatus;
import dev.foundryhosting.instance.UserSecret;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;

/**
 * One pass of the reconciler over one instance, under a lease: takes steps as soon as what they
 * depend on is recorded, those that do not depend on each other at the same time, until there is
 * nothing left but to wait.
 */
public final class ReconcilePass {
  /**
   * What every step needs at least: none begins later than this before the deadline, at which its
   * calls are cut off.
   */
  private static final Duration STEP_NEEDS = Duration.ofSeconds(3);

  /** Their failure is no failure of the command that waits for an answer. */
  private static final Set<Step> ASIDE = Set.of(Step.PUBLISH_EVENTS, Step.VERIFY_ACCESS_KEY);

  private final ReconcilerPorts ports;
  private final Map<Step, StepAction> actions;
  private final Clock clock;
  private final Lease lease;
  private final LeasedRecord record;
  private final StepAction.Input input;

  private final AttemptedSteps attempts = new AttemptedSteps();
  private final Set<Step> running = EnumSet.noneOf(Step.class);
  private final BlockingQueue<Completion> completions = new LinkedBlockingQueue<>();
  private final List<PlatformException> failures = new ArrayList<>();
  private final List<String> steps = new ArrayList<>();
  private final List<Metrics.StepFailure> stepFailures = new ArrayList<>();

  /** The generation for which the running steps were begun. */
  private long generation;

  /** How a step ended: with a result, or with a failure and without one. */
  private record Completion(Step step, StepResult result, Optional<Throwable> failure) {}

  /**
   * @param lease which a command wrote with its request, or the reconciler by itself
   * @param credentials known to the maker of an instance alone until they are stored
   * @param deadline when the pass must have recorded everything
   */
  public ReconcilePass(
      ReconcileContext context, Lease lease, Optional<UserSecret> credentials, Deadline deadline) {
    this.ports = context.ports();
    this.actions = context.actions();
    this.clock = context.clock();
    this.lease = lease;
    this.record = new LeasedRecord(ports.instances(), ports.wakeups().pause(), lease, clock);
    this.input = new StepAction.Input(credentials, deadline);
  }

  /** Does nothing where another lease holds the record. */
  public ReconcileResult run(Instance leased) {
    Instant began = clock.instant();
    boolean held = record.heldOn(leased);
    try {
      return held ? converge(leased) : ReconcileResult.of(leased);
    } finally {
      ports
          .metrics()
          .passed(
              new Metrics.Pass(
                  lease.holder(),
                  leased.userId(),
                  steps,
                  stepFailures,
                  !held,
                  Duration.between(began, clock.instant())));
    }
  }

  private ReconcileResult converge(Instance leased) {
    Instance instance = leased;
    UnaryOperator<Instance> learned = UnaryOperator.identity();
    try {
      while (true) {
        if (running.isEmpty() && isLast(learned.apply(instance))) {
          Instance released = release(instance, learned);
          if (!record.heldOn(released)) {
            return done(released);
          }
          instance = replanned(instance, released);
        } else {
          // What was learned is written before a step begins that depends on it.
          instance = replanned(instance, record.write(instance, transitioned(learned)));
          if (running.isEmpty() && next(instance).contains(Step.FINISH_TEARDOWN)) {
            return finalizeDeletion(instance);
          }
          beginSteps(instance);
        }
        learned =
            running.isEmpty() ? UnaryOperator.identity() : learned(instance, awaitCompletions());
      }
    } catch (LeasedRecord.LeaseLost lost) {
      drain();
      return done(instance);
    } catch (RuntimeException | Error e) {
      drain();
      throw e;
    }
  }

  /** A change, then the reconciler's own transition, and the event of what people see of both. */
  private UnaryOperator<Instance> transitioned(UnaryOperator<Instance> change) {
    boolean failed =
        attempts.attempted().contains(Step.STORE_SECRET) && !running.contains(Step.STORE_SECRET);
    boolean credentialsLost = input.credentials().isEmpty() || failed;
    Instant now = clock.instant();
    Optional<PlatformException> refusal =
        failures.stream().filter(failure -> !failure.retryable()).findFirst();
    return i ->
        DomainEvents.withProgress(
            Phases.inPhase(
                StateTransition.onRefusal(
                    StateTransition.on(change.apply(i), credentialsLost, now), refusal, now),
                now),
            now);
  }

  /** Whether nothing is left to decide, and nothing to do for now. */
  private boolean isLast(Instance instance) {
    return transitioned(UnaryOperator.identity()).apply(instance).equals(instance)
        && (!input.deadline().leaves(STEP_NEEDS) || next(instance).isEmpty());
  }

  private Set<Step> next(Instance instance) {
    return ReconcilePlan.next(instance, attempts, clock.instant());
  }

  private void beginSteps(Instance instance) {
    // Steps of two generations must not meet: one could remove what the other is making.
    boolean overtaken = !running.isEmpty() && instance.generation() != generation;
    if (overtaken || !input.deadline().leaves(STEP_NEEDS)) {
      return;
    }
    generation = instance.generation();
    for (Step step : next(instance)) {
      attempts.begin(step);
      running.add(step);
      steps.add(step.name());
      Thread.ofVirtual().name("step-" + step).start(() -> completions.add(take(step, instance)));
    }
  }

  private Completion take(Step step, Instance instance) {
    try {
      record.requireTime();
      StepAction action = Objects.requireNonNull(actions.get(step));
      StepAction.Input own = input.noLaterThan(record.until());
      return new Completion(step, action.take(instance, own), Optional.empty());
    } catch (Throwable e) {
      return new Completion(step, StepResult.nothing(), Optional.of(e));
    }
  }

  /** At least one completion, with all that came meanwhile: one write records them. */
  private List<Completion> awaitCompletions() {
    List<Completion> some = new ArrayList<>();
    try {
      some.add(completions.take());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformException(ErrorCode.INTERNAL_ERROR, "The work was interrupted.");
    }
    completions.drainTo(some);
    some.forEach(completion -> running.remove(completion.step()));
    return some;
  }

  /** What completions make of the record, with the events of each change. */
  private UnaryOperator<Instance> learned(Instance instance, List<Completion> completions) {
    List<UnaryOperator<Instance>> changes = new ArrayList<>();
    for (Completion completion : completions) {
      Step step = completion.step();
      switch (completion.failure().orElse(null)) {
        case null -> {
          changes.add(completion.result().change());
          attempts.succeed(step);
          completion.result().refusal().ifPresent(why -> failed(step, instance, why, why));
          if (completion.result().incomplete()) {
            attempts.repeat(step);
          }
        }
        case Error error -> throw error;
        case LeasedRecord.LeaseLost lost -> throw lost;
        case PlatformException failure -> failed(step, instance, failure, failure);
        case Throwable defect ->
            failed(
                step,
                instance,
                new PlatformException(
                    ErrorCode.INTERNAL_ERROR, "Something broke on our side at " + step + "."),
                defect);
      }
    }
    Instant now = clock.instant();
    return before -> {
      Instance after = before;
      for (UnaryOperator<Instance> change : changes) {
        after = DomainEvents.withEvents(after, change.apply(after), now);
      }
      return after;
    };
  }

  private void failed(Step step, Instance instance, PlatformException failure, Throwable cause) {
    stepFailures.add(new Metrics.StepFailure(step.name(), failure.code().name()));
    if (!ASIDE.contains(step)) {
      failures.add(failure);
    }
    ports
        .problemLog()
        .trouble(
            "%s failed for %s: %s".formatted(step, instance.userId(), failure.getMessage()), cause);
  }

  /** The record as it was written; all is planned anew when its generation changed. */
  private Instance replanned(Instance before, Instance written) {
    if (written.generation() != before.generation()) {
      attempts.forget();
      running.forEach(attempts::begin);
    }
    return written;
  }

  private Instance release(Instance instance, UnaryOperator<Instance> learned) {
    Optional<String> error = failures.stream().findFirst().map(PlatformException::getMessage);
    Instance released = record.release(instance, learned, error);
    if (!released.reconcileStatus().wakeupAt().equals(instance.reconcileStatus().wakeupAt())) {
      wake(released);
    }
    return released;
  }

  /** Sends the wake-up that the record now expects. If it is lost, the sweep finds the work. */
  private void wake(Instance released) {
    try {
      RequeuePolicy.wakeup(released, ports.wakeups().pause(), clock.instant())
          .ifPresent(delay -> ports.wakeups().wake(released.userId(), delay));
    } catch (PlatformException e) {
      ports.problemLog().trouble("No wake-up for " + released.userId() + ": " + e.getMessage(), e);
    }
  }

  private ReconcileResult finalizeDeletion(Instance instance) {
    Instant now = clock.instant();
    Instance gone =
        instance
            .with(instance.teardown().orElseThrow().finished(now))
            .with(ReconcileStatus.none())
            .touched(now);
    Instance finished =
        gone.with(gone.reconcileStatus().checkAt(RequeuePolicy.nextCheck(gone, now)));
    if (ports.instances().finalizeDeletion(finished)) {
      return done(finished);
    }
    // Another writer changed the record, for instance to erase the user; it or the sweep goes on.
    return done(ports.instances().find(instance.userId()).orElse(finished));
  }

  /**
   * Waits for the running steps, also when it is interrupted: their effects must not outlive the
   * pass unseen.
   */
  private void drain() {
    boolean interrupted = Thread.interrupted();
    while (!running.isEmpty()) {
      try {
        running.remove(completions.take().step());
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private ReconcileResult done(Instance instance) {
    return new ReconcileResult(Optional.of(instance), failures);
  }
}
