/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import java.time.Instant;
import java.util.Optional;

/**
 * The state of reconciling an instance.
 *
 * @param lease held by the pass that works on it
 * @param nextCheckAt when the sweep must look at it; empty for an instance that needs no attention,
 *     which keeps it out of the due index
 * @param wakeupAt when the wake-up that was sent last arrives; another is sent only to come sooner
 * @param failures how many passes in a row ended with a failure
 * @param lastError what the last failure said; never a secret
 * @param shown what users were shown of the instance last, as a text that changes with it
 */
public record ReconcileStatus(
    Optional<Lease> lease,
    Optional<Instant> nextCheckAt,
    Optional<Instant> wakeupAt,
    int failures,
    Optional<String> lastError,
    Optional<String> shown) {

  /** No lease, and not due. */
  public static ReconcileStatus none() {
    return new ReconcileStatus(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.empty());
  }

  public ReconcileStatus leasedTo(Lease holder) {
    // A check before the lease ends could do nothing.
    return new ReconcileStatus(
        Optional.of(holder), Optional.of(holder.until()), wakeupAt, failures, lastError, shown);
  }

  public ReconcileStatus checkAt(Optional<Instant> time) {
    return new ReconcileStatus(lease, time, wakeupAt, failures, lastError, shown);
  }

  public ReconcileStatus released() {
    return new ReconcileStatus(Optional.empty(), nextCheckAt, wakeupAt, failures, lastError, shown);
  }

  public ReconcileStatus wokenAt(Instant time) {
    return new ReconcileStatus(lease, nextCheckAt, Optional.of(time), failures, lastError, shown);
  }

  public ReconcileStatus succeeded() {
    return new ReconcileStatus(lease, nextCheckAt, wakeupAt, 0, Optional.empty(), shown);
  }

  public ReconcileStatus failed(String error) {
    return new ReconcileStatus(
        lease, nextCheckAt, wakeupAt, failures + 1, Optional.of(error), shown);
  }

  public ReconcileStatus showing(String now) {
    return new ReconcileStatus(lease, nextCheckAt, wakeupAt, failures, lastError, Optional.of(now));
  }
}
