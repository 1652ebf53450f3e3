package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.JsonNode;

/** What came at once of something that a person did; messages come by themselves. */
sealed interface Outcome {
  /** Nothing but what is to be seen in the channel. */
  record Done() implements Outcome {}

  /**
   * A form opens.
   *
   * @param id by which it is sent
   */
  record Form(String id, JsonNode modal) implements Outcome {}

  /** Proposals for what is being typed. */
  record Choices(JsonNode choices) implements Outcome {}

  /** The bot did not answer as it must; the person reads that it did not respond. */
  record NotAnswered(String why) implements Outcome {}
}
