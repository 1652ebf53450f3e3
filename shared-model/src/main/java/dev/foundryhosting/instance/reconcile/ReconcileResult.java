/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Instance;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a pass of the reconciler went.
 *
 * @param instance the record as it stood at the end; empty when there is none
 * @param failures what went wrong in it; the record says what is left to do
 */
public record ReconcileResult(Optional<Instance> instance, List<PlatformException> failures) {
  public ReconcileResult {
    failures = List.copyOf(failures);
  }

  public static ReconcileResult of(Instance instance) {
    return new ReconcileResult(Optional.of(instance), List.of());
  }

  ReconcileResult after(List<PlatformException> earlier) {
    return new ReconcileResult(
        instance, Stream.concat(earlier.stream(), failures.stream()).toList());
  }

  /**
   * The record, for a command that promised something.
   *
   * @param requested what the command wrote; the answer when the user was erased meanwhile
   * @throws PlatformException the first failure, if there was one
   */
  public Instance orThrow(Instance requested) {
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
    return instance.orElse(requested);
  }
}
