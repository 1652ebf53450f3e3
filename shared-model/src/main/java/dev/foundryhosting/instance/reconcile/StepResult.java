/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Resource;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Teardown;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a step makes of the record.
 *
 * @param change applied to the record as it is then
 * @param incomplete whether the step may be taken again in the pass, as long as the plan has it
 * @param refusal what the caller of the command reads, where the step found that what is desired
 *     cannot be
 */
record StepResult(
    UnaryOperator<Instance> change, boolean incomplete, Optional<PlatformException> refusal) {
  static StepResult nothing() {
    return of(UnaryOperator.identity());
  }

  static StepResult partial() {
    return new StepResult(UnaryOperator.identity(), true, Optional.empty());
  }

  static StepResult of(UnaryOperator<Instance> change) {
    return new StepResult(change, false, Optional.empty());
  }

  /** Of a step that is taken again whenever there is something to do for it. */
  static StepResult repeatable(UnaryOperator<Instance> change) {
    return new StepResult(change, true, Optional.empty());
  }

  static StepResult refused(UnaryOperator<Instance> change, PlatformException refusal) {
    return new StepResult(change, false, Optional.of(refusal));
  }

  static StepResult made(Resource resource, String id) {
    return of(now -> now.with(now.resources().with(resource, id)));
  }

  /** Changes the run, which is still there: only this pass finishes one. */
  static StepResult ofRun(UnaryOperator<Run> change) {
    return of(now -> now.with(change.apply(now.run().orElseThrow())));
  }

  static StepResult ofTeardown(UnaryOperator<Teardown> change) {
    return of(now -> now.with(change.apply(now.teardown().orElseThrow())));
  }
}
