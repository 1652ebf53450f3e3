/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.platform.UserId;

/**
 * A call of an action.
 *
 * @param fields the action's own fields; may hold secrets
 */
public record ActionRequest<Q extends Record, A extends Record>(
    Action<Q, A> action, Caller caller, Q fields) {
  /** The user that it concerns, for a request that names one. */
  public UserId user() {
    return caller.userId().orElseThrow();
  }

  @Override
  public String toString() {
    return "ActionRequest[" + action.name() + "]";
  }
}
