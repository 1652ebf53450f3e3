package dev.foundryhosting.functions.management;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.instance.port.Deadline;

/**
 * What can be asked of this function.
 *
 * @param concernsUser whether it is about one user
 * @param adminOnly whether only an administrator may
 * @param work does it
 */
record Action(boolean concernsUser, boolean adminOnly, Work work) {

  /** The work of an action: from a request to the answer's data. */
  @FunctionalInterface
  interface Work {
    JsonNode perform(ActionRequest request, Deadline deadline);
  }

  /** An action about one user, by that user or an administrator. */
  static Action ofUser(Work work) {
    return new Action(true, false, work);
  }

  /** An action about one user, by an administrator alone. */
  static Action byAdministrator(Work work) {
    return new Action(true, true, work);
  }

  /** An action about the platform, by an administrator. */
  static Action ofPlatform(Work work) {
    return new Action(false, true, work);
  }
}
