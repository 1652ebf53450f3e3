package dev.foundryhosting.functions.discord.interaction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Modal;
import dev.foundryhosting.lambda.Json;
import java.util.List;

/** What the door answers to an interaction, at once ("Interaction Callback Type"). */
public sealed interface InteractionResponse {
  /** Discord's JSON of it. */
  ObjectNode json();

  /** A message that only the person sees. */
  record ChannelMessage(Message message) implements InteractionResponse {
    @Override
    public ObjectNode json() {
      return Json.object().put("type", 4).set("data", message.ephemeralJson());
    }
  }

  /** The message with the component becomes another one. */
  record UpdateMessage(Message message) implements InteractionResponse {
    @Override
    public ObjectNode json() {
      return Json.object().put("type", 7).set("data", message.json());
    }
  }

  /** A form opens. */
  record ShowModal(Modal modal) implements InteractionResponse {
    @Override
    public ObjectNode json() {
      return Json.object().put("type", 9).set("data", modal.json());
    }
  }

  /** Proposals for what is being typed. */
  record AutocompleteResult(List<String> values) implements InteractionResponse {
    @Override
    public ObjectNode json() {
      ObjectNode data = Json.object();
      var choices = data.putArray("choices");
      values.forEach(value -> choices.addObject().put("name", value).put("value", value));
      return Json.object().put("type", 8).set("data", data);
    }
  }

  /** It is worked on; only the person sees the reply that comes. */
  record Deferred() implements InteractionResponse {
    @Override
    public ObjectNode json() {
      ObjectNode json = Json.object().put("type", 5);
      json.putObject("data").put("flags", Message.EPHEMERAL);
      return json;
    }
  }

  /** It is worked on; the message with the component will change. */
  record DeferredUpdate() implements InteractionResponse {
    @Override
    public ObjectNode json() {
      return Json.object().put("type", 6);
    }
  }
}
