/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.ActionRequest;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.platform.UserId;
import java.util.function.Function;

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

  /** A use case that needs nothing but the user whose server it changes. */
  @FunctionalInterface
  interface Verb {
    Instance perform(UserId user, Deadline deadline);
  }

  static <Q extends Record, A extends Record> ActionHandler<Q, A> on(
      Action<Q, A> action, Work<Q, A> work) {
    return new ActionHandler<>(action, work);
  }

  static <Q extends Record, A extends Record> ActionHandler<Q, A> on(
      Action<Q, A> action, Verb verb, Function<Instance, A> answer) {
    return on(action, (r, deadline) -> answer.apply(verb.perform(r.user(), deadline)));
  }
}
