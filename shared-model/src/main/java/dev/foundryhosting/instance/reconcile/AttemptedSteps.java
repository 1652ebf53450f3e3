/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import java.util.EnumSet;
import java.util.Set;

/** The steps that one pass of the reconciler tried, and those that succeeded. */
final class AttemptedSteps {
  private final EnumSet<Step> attempted = EnumSet.noneOf(Step.class);
  private final EnumSet<Step> succeeded = EnumSet.noneOf(Step.class);

  /** The steps that this pass takes no more. */
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

  void repeat(Step step) {
    attempted.remove(step);
  }

  /** Something else is desired: what was tried counts for nothing. */
  void forget() {
    attempted.clear();
    succeeded.clear();
  }
}
