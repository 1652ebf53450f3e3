package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.JsonNode;

/** What came at once of something that a person did; messages come by themselves. */
sealed interface InteractionResult {
  /** Nothing but what is to be seen in the channel. */
  record Done() implements InteractionResult {}

  /**
   * A form opens.
   *
   * @param id by which it is sent
   */
  record Form(String id, JsonNode modal) implements InteractionResult {}

  /** Proposals for what is being typed. */
  record Choices(JsonNode choices) implements InteractionResult {}

  /** The bot did not answer as it must; the person reads that it did not respond. */
  record NotAnswered(String why) implements InteractionResult {}
}
