package dev.foundryhosting.functions.discord.platform;

import com.fasterxml.jackson.databind.JsonNode;

/** Port: what the bot does after it has answered. */
public interface TaskQueue {
  /**
   * Hands work over; returns as soon as it is accepted.
   *
   * @param function by which name this function was called
   * @param work what comes back as the event {@code {"work": ...}}; may hold secrets
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED} when it is not
   *     known to be accepted
   */
  void handOver(String function, JsonNode work);
}
