package dev.foundryhosting.instance;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
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
final class Pass {
  private static final System.Logger LOG = System.getLogger(Pass.class.getName());

  /** No step is begun later than this before the deadline. */
  private static final Duration STEP_NEEDS = Duration.ofSeconds(3);

  private final Cloud cloud;
  private final Steps steps;
  private final Clock clock;
  private final Lease lease;
  private final Optional<UserSecret> credentials;
  private final Deadline deadline;

  private volatile Instant leasedUntil;

  private final Ledger ledger = new Ledger();
  private final Set<Step> running = EnumSet.noneOf(Step.class);
  private final BlockingQueue<Completion> completions = new LinkedBlockingQueue<>();
  private final List<PlatformException> failures = new ArrayList<>();

  /** What was desired when the running steps were begun. */
  private long generation;

  /** How a step ended: with an outcome, or with a failure. */
  private record Completion(Step step, Steps.Outcome outcome, Throwable failure) {}

  /** Another pass took over, or the record is gone: this one must not touch anything any more. */
  private static final class LeaseLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLost() {
      super("the lease was lost", null, false, false);
    }
  }

  Pass(
      Cloud cloud,
      Steps steps,
      Clock clock,
      Lease lease,
      Optional<UserSecret> credentials,
      Deadline deadline) {
    this.cloud = cloud;
    this.steps = steps;
    this.clock = clock;
    this.lease = lease;
    this.credentials = credentials;
    this.deadline = deadline;
    this.leasedUntil = lease.until();
  }

  Reconciliation run(Instance leased) {
    Instance instance = leased;
    try {
      while (true) {
        instance = judged(instance);
        launch(instance);
        if (!running.isEmpty()) {
          instance = recorded(instance, completed());
          continue;
        }
        if (finishing(instance)) {
          return bury(instance);
        }
        Instance released = released(instance);
        if (!InstanceReconciler.holds(released, lease)) {
          return done(released);
        }
        instance = overtaken(released);
      }
    } catch (LeaseLost lost) {
      drain();
      return done(instance);
    } catch (RuntimeException | Error e) {
      drain();
      throw e;
    }
  }

  /** The instance with what the reconciler decides by itself. */
  private Instance judged(Instance instance) {
    Instant now = clock.instant();
    UnaryOperator<Instance> verdict = i -> Verdict.on(i, credentialsLost(), now);
    return verdict.apply(instance).equals(instance) ? instance : write(instance, verdict);
  }

  private boolean credentialsLost() {
    boolean failed =
        ledger.attempted().contains(Step.STORE_SECRET) && !running.contains(Step.STORE_SECRET);
    return credentials.isEmpty() || failed;
  }

  private void launch(Instance instance) {
    // Steps of two wishes must not meet: one could remove what the other is making.
    boolean overtaken = !running.isEmpty() && instance.generation() != generation;
    if (overtaken || !deadline.leaves(STEP_NEEDS)) {
      return;
    }
    generation = instance.generation();
    Set<Step> next = Plan.next(instance, ledger, clock.instant());
    next.remove(Step.FINISH_TEARDOWN);
    for (Step step : next) {
      ledger.begin(step);
      running.add(step);
      Thread.ofVirtual().name("step-" + step).start(() -> completions.add(take(step, instance)));
    }
  }

  private Completion take(Step step, Instance instance) {
    try {
      if (!clock.instant().isBefore(leasedUntil)) {
        // The process was held up, and somebody else may be at it by now.
        throw new LeaseLost();
      }
      return new Completion(step, steps.take(step, instance, credentials, deadline), null);
    } catch (Throwable e) {
      return new Completion(step, null, e);
    }
  }

  /** At least one completion, with all that came meanwhile: they are recorded in one write. */
  private List<Completion> completed() {
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

  private Instance recorded(Instance instance, List<Completion> completions) {
    List<UnaryOperator<Instance>> changes = new ArrayList<>();
    for (Completion completion : completions) {
      switch (completion.failure()) {
        case null -> {
          changes.add(completion.outcome().change());
          ledger.succeed(completion.step());
          if (completion.outcome().again()) {
            ledger.again(completion.step());
          }
        }
        case PlatformException failure -> failed(completion.step(), failure, instance);
        case LeaseLost lost -> throw lost;
        case Error error -> throw error;
        case Throwable defect ->
            failed(
                completion.step(),
                new PlatformException(
                    ErrorCode.INTERNAL_ERROR,
                    "Something broke on our side at " + completion.step()),
                instance,
                defect);
      }
    }
    Instance written =
        write(
            instance,
            i -> {
              Instance changed = i;
              for (UnaryOperator<Instance> change : changes) {
                changed = change.apply(changed);
              }
              return changed;
            });
    return overtakenIf(written.generation() != instance.generation(), written);
  }

  private void failed(Step step, PlatformException failure, Instance instance) {
    failed(step, failure, instance, failure);
  }

  private void failed(Step step, PlatformException failure, Instance instance, Throwable cause) {
    failures.add(failure);
    LOG.log(
        Level.WARNING,
        () -> "%s failed for %s: %s".formatted(step, instance.userId(), failure.getMessage()),
        cause);
  }

  /** Writes a change under the lease, renewing it. Nothing is written when nothing changes. */
  private Instance write(Instance instance, UnaryOperator<Instance> change) {
    Instant now = clock.instant();
    Lease renewed = new Lease(lease.holder(), now.plus(InstanceReconciler.LEASE));
    Instance written =
        cloud
            .instances()
            .update(
                instance,
                i -> {
                  if (!InstanceReconciler.holds(i, lease)) {
                    throw new LeaseLost();
                  }
                  Instance changed = Phases.inPhase(change.apply(i), now);
                  boolean tired =
                      i.upkeep()
                          .lease()
                          .orElseThrow()
                          .until()
                          .isBefore(now.plus(InstanceReconciler.LEASE.dividedBy(2)));
                  if (changed.equals(i) && !tired) {
                    return i;
                  }
                  return changed.touched(now).with(changed.upkeep().leasedTo(renewed));
                });
    leasedUntil = written.upkeep().lease().map(Lease::until).orElse(leasedUntil);
    return written;
  }

  /** Gives the lease back, unless something else is desired by now; and has the next look set. */
  private Instance released(Instance instance) {
    Instant now = clock.instant();
    Optional<String> error = failures.stream().findFirst().map(PlatformException::getMessage);
    Instance released =
        cloud
            .instances()
            .update(
                instance,
                i -> {
                  if (!InstanceReconciler.holds(i, lease)) {
                    throw new LeaseLost();
                  }
                  if (i.generation() != instance.generation()) {
                    return i;
                  }
                  Instance noted =
                      i.with(
                          error
                              .map(text -> i.upkeep().failed(text))
                              .orElseGet(() -> i.upkeep().succeeded())
                              .released());
                  return noted.with(wakeupNoted(noted, now));
                });
    if (!released.upkeep().wakeupAt().equals(instance.upkeep().wakeupAt())) {
      wake(released);
    }
    return released;
  }

  private static Upkeep wakeupNoted(Instance instance, Instant now) {
    Upkeep upkeep = instance.upkeep().checkAt(Agenda.nextCheck(instance, now));
    boolean pending = upkeep.wakeupAt().filter(at -> at.isAfter(now)).isPresent();
    return pending
        ? upkeep
        : Agenda.wakeup(instance).map(delay -> upkeep.wokenAt(now.plus(delay))).orElse(upkeep);
  }

  /** Sends the wake-up that was just noted. It may be lost: the sweep finds the same work. */
  private void wake(Instance released) {
    try {
      Agenda.wakeup(released).ifPresent(delay -> cloud.wakeups().wake(released.userId(), delay));
    } catch (PlatformException e) {
      LOG.log(Level.WARNING, "No wake-up for " + released.userId() + ": " + e.getMessage(), e);
    }
  }

  private boolean finishing(Instance instance) {
    return Plan.next(instance, ledger, clock.instant()).contains(Step.FINISH_TEARDOWN)
        && deadline.leaves(STEP_NEEDS);
  }

  private Reconciliation bury(Instance instance) {
    Instant now = clock.instant();
    Instance finished =
        instance
            .with(instance.teardown().orElseThrow().finished(now))
            .with(Upkeep.none())
            .touched(now);
    if (cloud.instances().bury(finished)) {
      return done(finished);
    }
    // Somebody wrote the record, such as a wider destroy; the sweep or that somebody goes on.
    return done(cloud.instances().find(instance.userId()).orElse(finished));
  }

  private Instance overtakenIf(boolean condition, Instance instance) {
    return condition ? overtaken(instance) : instance;
  }

  private Instance overtaken(Instance instance) {
    ledger.forget();
    running.forEach(ledger::begin);
    return instance;
  }

  /** Steps that were begun are waited for: their effects must not outlive the pass unseen. */
  private void drain() {
    while (!running.isEmpty()) {
      completed();
    }
  }

  private Reconciliation done(Instance instance) {
    return new Reconciliation(Optional.of(instance), failures);
  }
}
