/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.UserSecret;
import dev.foundryhosting.instance.port.Deadline;
import java.time.Instant;
import java.util.Optional;

/**
 * The work of one step for one instance. It can be repeated. A step of several calls looks at its
 * deadline between them.
 */
@FunctionalInterface
interface StepAction {
  /**
   * What a pass gives to its steps.
   *
   * @param credentials known to the maker of an instance alone until they are stored
   * @param deadline when the pass must have recorded everything, or its lease ends
   */
  record Input(Optional<UserSecret> credentials, Deadline deadline) {
    Input noLaterThan(Instant leaseEnds) {
      return new Input(credentials, deadline.noLaterThan(leaseEnds));
    }
  }

  StepResult take(Instance instance, Input input);
}
