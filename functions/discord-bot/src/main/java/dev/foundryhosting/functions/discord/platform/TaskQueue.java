/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.platform;

import com.fasterxml.jackson.databind.JsonNode;

/** Port: the tasks that the bot does after it has answered. */
public interface TaskQueue {
  /**
   * Queues a task; returns as soon as it is accepted.
   *
   * @param function by which name this function was called
   * @param task what comes back as the event {@code {"work": ...}}; may hold secrets
   * @throws PlatformException {@code DEPENDENCY_FAILED} when it may not be accepted
   */
  void queue(String function, JsonNode task);
}
