/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a person gets at once for an interaction, as the page reads it; messages come by themselves.
 */
sealed interface InteractionResult {
  @JsonProperty
  default boolean ok() {
    return true;
  }

  /** Nothing but what the channel shows. */
  record Done() implements InteractionResult {}

  /**
   * A form opens.
   *
   * @param form the id by which it is sent
   */
  record Form(String form, JsonNode modal) implements InteractionResult {}

  /** Choices for the option that is being typed. */
  record Choices(JsonNode choices) implements InteractionResult {}

  /** It did not work: Discord's app does not allow it, or the bot did not answer as it must. */
  record Failed(Problem error) implements InteractionResult {
    static Failed because(String message) {
      return new Failed(new Problem("DISCORD", message));
    }

    @Override
    public boolean ok() {
      return false;
    }
  }

  /**
   * @param message what the person reads
   */
  record Problem(String code, String message) {}
}
