/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.ActionRequest;
import dev.foundryhosting.api.Caller;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.lambda.RequestReader;

/**
 * An action and what it does.
 *
 * @param work from a request to its answer
 */
record ActionHandler<Q extends Record, A extends Record>(Action<Q, A> action, Work<Q, A> work) {

  /** From a request to its answer. */
  @FunctionalInterface
  interface Work<Q extends Record, A extends Record> {
    A perform(ActionRequest<Q, A> request, Deadline deadline);
  }

  static <Q extends Record, A extends Record> ActionHandler<Q, A> on(
      Action<Q, A> action, Work<Q, A> work) {
    return new ActionHandler<>(action, work);
  }

  /**
   * Reads who asks and whom it concerns, and holds it against the action's scope.
   *
   * @throws PlatformException {@code VALIDATION_ERROR}, {@code PERMISSION_DENIED}
   */
  Caller caller(ObjectNode json) {
    Caller caller = RequestReader.read(Caller.class, json);
    boolean platform = action.scope() == Action.Scope.PLATFORM;
    if (caller.userId().isEmpty() && (!platform || caller.actor().isEmpty())) {
      throw PlatformException.invalid("userId", "is missing");
    }
    if (caller.byAdministrator()) {
      return caller;
    }
    if (action.scope() != Action.Scope.USER) {
      throw new PlatformException(ErrorCode.PERMISSION_DENIED, "Only administrators may do that.");
    }
    if (caller.onBehalf()) {
      throw new PlatformException(
          ErrorCode.PERMISSION_DENIED, "Only administrators may do that to somebody else.");
    }
    return caller;
  }

  /**
   * Reads the action's own fields and does it.
   *
   * @throws PlatformException whatever the action refuses or fails with
   */
  A perform(Caller caller, ObjectNode json, Deadline deadline) {
    Q fields = RequestReader.read(action.request(), json);
    return work.perform(new ActionRequest<>(action, caller, fields), deadline);
  }
}
