package dev.foundryhosting.functions.discord.platform;

import com.fasterxml.jackson.databind.JsonNode;

/** Port: whatever the platform does for people (docs/api.md). */
public interface Management {
  /**
   * Has an action done.
   *
   * @return the answer's data
   * @throws dev.foundryhosting.error.PlatformException with the code of the answer's error, or
   *     {@code DEPENDENCY_FAILED} when there is no answer
   */
  JsonNode perform(ManagementRequest request);
}
