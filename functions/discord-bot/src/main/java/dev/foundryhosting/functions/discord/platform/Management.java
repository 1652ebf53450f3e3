/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.platform;

import dev.foundryhosting.api.ActionRequest;

/** Port: the actions of the platform (docs/api.md). */
public interface Management {
  /**
   * Has an action carried out.
   *
   * @throws PlatformException with the code of the answer's error, or {@code DEPENDENCY_FAILED}
   *     when there is no answer
   */
  <A extends Record> A perform(ActionRequest<?, A> request);
}
