package dev.foundryhosting.instance;

import java.util.function.UnaryOperator;

/**
 * What a step made of the record.
 *
 * @param change applied to the record as it is then
 * @param again whether the step did only a part of its work
 */
record Outcome(UnaryOperator<Instance> change, boolean again) {
  /** The step learned nothing new. */
  static Outcome nothing() {
    return new Outcome(UnaryOperator.identity(), false);
  }

  /** The step did a part of its work: it is to be taken again. */
  static Outcome partly() {
    return new Outcome(UnaryOperator.identity(), true);
  }

  static Outcome of(UnaryOperator<Instance> change) {
    return new Outcome(change, false);
  }

  /** A resource stands. */
  static Outcome made(Resource resource, String id) {
    return of(now -> now.with(now.resources().with(resource, id)));
  }

  /** Of the run; nobody but this pass finishes one, so it is still there. */
  static Outcome ofRun(UnaryOperator<Run> change) {
    return of(now -> now.with(change.apply(now.run().orElseThrow())));
  }

  static Outcome ofTeardown(UnaryOperator<Teardown> change) {
    return of(now -> now.with(change.apply(now.teardown().orElseThrow())));
  }

  static Outcome ofWipe(UnaryOperator<Wipe> change) {
    return ofTeardown(t -> t.with(change.apply(t.wipe().orElseThrow())));
  }
}
