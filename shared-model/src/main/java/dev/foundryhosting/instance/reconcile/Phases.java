/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.instance.Desired;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Phase;
import dev.foundryhosting.instance.Run;
import java.time.Instant;
import java.util.Optional;

/** The phase that a record shows; pure functions. */
final class Phases {
  private Phases() {}

  /** The instance in the phase that its record shows; phases of a start only go forward. */
  static Instance inPhase(Instance instance, Instant now) {
    Optional<Phase> phase = instance.run().map(run -> phase(instance.desired(), run));
    boolean back =
        phase.isPresent()
            && instance
                .progress()
                .map(p -> p.current().phase())
                .filter(phase.get()::precedes)
                .isPresent();
    return phase.isEmpty() || back ? instance : instance.in(phase.get(), now);
  }

  private static Phase phase(Desired desired, Run run) {
    if (desired != Desired.RUNNING) {
      return Phase.DRAINING;
    }
    if (run.readyAt().isPresent()) {
      return Phase.READY;
    }
    return switch (run.taskState().orElse(null)) {
      case null -> Phase.REQUESTED;
      case PREPARING -> Phase.PULLING;
      case RUNNING, ENDING, STOPPED ->
          run.targetRegistered() && run.task().orElseThrow().healthy()
              ? Phase.CHECKING
              : Phase.BOOTING;
    };
  }
}
