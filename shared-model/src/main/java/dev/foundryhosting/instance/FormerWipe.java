/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import java.util.Optional;

/**
 * The removal of a user's files by a task of its own, as earlier versions of the platform began it.
 * The task is ended and booked; then world-files removes the files.
 *
 * @param wipeId the token by which ECS started the task
 * @param task as observed last; empty when none is recorded
 * @param booked whether what the task cost is in the ledger
 */
public record FormerWipe(String wipeId, Optional<TaskObservation> task, boolean booked) {
  public boolean ended() {
    return task.filter(t -> t.state() == TaskObservation.State.STOPPED).isPresent();
  }

  public FormerWipe observed(TaskObservation seen) {
    return new FormerWipe(wipeId, Optional.of(seen), booked);
  }
}
