package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Resource;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Teardown;
import dev.foundryhosting.instance.Wipe;
import java.util.function.UnaryOperator;

/**
 * What a step made of the record.
 *
 * @param change applied to the record as it is then
 * @param again whether the step did only a part of its work
 */
record StepResult(UnaryOperator<Instance> change, boolean again) {
  /** The step learned nothing new. */
  static StepResult nothing() {
    return new StepResult(UnaryOperator.identity(), false);
  }

  /** The step did a part of its work: it is to be taken again. */
  static StepResult partly() {
    return new StepResult(UnaryOperator.identity(), true);
  }

  static StepResult of(UnaryOperator<Instance> change) {
    return new StepResult(change, false);
  }

  /** A resource stands. */
  static StepResult made(Resource resource, String id) {
    return of(now -> now.with(now.resources().with(resource, id)));
  }

  /** Of the run; nobody but this pass finishes one, so it is still there. */
  static StepResult ofRun(UnaryOperator<Run> change) {
    return of(now -> now.with(change.apply(now.run().orElseThrow())));
  }

  static StepResult ofTeardown(UnaryOperator<Teardown> change) {
    return of(now -> now.with(change.apply(now.teardown().orElseThrow())));
  }

  static StepResult ofWipe(UnaryOperator<Wipe> change) {
    return ofTeardown(t -> t.with(change.apply(t.wipe().orElseThrow())));
  }
}
