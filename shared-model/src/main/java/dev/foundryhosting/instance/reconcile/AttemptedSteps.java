package dev.foundryhosting.instance.reconcile;

import java.util.EnumSet;
import java.util.Set;

/** What one pass of the reconciler tried and what it achieved. */
final class AttemptedSteps {
  private final EnumSet<Step> attempted = EnumSet.noneOf(Step.class);
  private final EnumSet<Step> succeeded = EnumSet.noneOf(Step.class);

  /** The steps that are not taken again in this pass. */
  Set<Step> attempted() {
    return attempted;
  }

  boolean succeeded(Step step) {
    return succeeded.contains(step);
  }

  void begin(Step step) {
    attempted.add(step);
  }

  void succeed(Step step) {
    succeeded.add(step);
  }

  /** The step did a part of its work: it may be taken again. */
  void again(Step step) {
    attempted.remove(step);
  }

  /** Somebody asked for something else: what was tried counts for nothing. */
  void forget() {
    attempted.clear();
    succeeded.clear();
  }
}
