/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import java.util.Optional;

/**
 * The one-off task that removes a user's files, as far as it has come.
 *
 * @param wipeId the token by which ECS starts one task for it
 * @param accessPointId the maintenance access point, whose root is the user's folder
 * @param task as observed last
 * @param booked whether what its task cost is in the ledger
 */
public record Wipe(
    String wipeId,
    Optional<String> accessPointId,
    Optional<TaskDefinition> definition,
    Optional<TaskObservation> task,
    boolean booked) {

  public static Wipe begun(String wipeId) {
    return new Wipe(wipeId, Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  public boolean ended() {
    return task.filter(t -> t.state() == TaskObservation.State.STOPPED).isPresent();
  }

  /** Whether everything is removed. */
  public boolean succeeded() {
    return task.filter(TaskObservation::finishedWork).isPresent();
  }

  public Wipe at(String accessPoint) {
    return new Wipe(wipeId, Optional.of(accessPoint), definition, task, booked);
  }

  public Wipe defined(TaskDefinition registered) {
    return new Wipe(wipeId, accessPointId, Optional.of(registered), task, booked);
  }

  public Wipe observed(TaskObservation seen) {
    return new Wipe(wipeId, accessPointId, definition, Optional.of(seen), booked);
  }

  public Wipe bookedNow() {
    return new Wipe(wipeId, accessPointId, definition, task, true);
  }

  /** The attempt after a failed one, with a new definition since that may have been the reason. */
  public Wipe next(String nextId) {
    return new Wipe(nextId, accessPointId, Optional.empty(), Optional.empty(), false);
  }
}
