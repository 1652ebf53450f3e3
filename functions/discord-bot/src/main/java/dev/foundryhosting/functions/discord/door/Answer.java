package dev.foundryhosting.functions.discord.door;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Modal;
import dev.foundryhosting.lambda.Json;
import java.util.List;

/** What the door answers to an interaction, at once ("Interaction Callback Type"). */
public sealed interface Answer {
  /** Discord's JSON of it. */
  ObjectNode json();

  /** A message that only the person sees. */
  record Say(Message message) implements Answer {
    @Override
    public ObjectNode json() {
      return Json.object().put("type", 4).set("data", message.ephemeralJson());
    }
  }

  /** The message with the component becomes another one. */
  record Change(Message message) implements Answer {
    @Override
    public ObjectNode json() {
      return Json.object().put("type", 7).set("data", message.json());
    }
  }

  /** A form opens. */
  record Open(Modal modal) implements Answer {
    @Override
    public ObjectNode json() {
      return Json.object().put("type", 9).set("data", modal.json());
    }
  }

  /** Proposals for what is being typed. */
  record Propose(List<String> values) implements Answer {
    @Override
    public ObjectNode json() {
      ObjectNode data = Json.object();
      var choices = data.putArray("choices");
      values.forEach(value -> choices.addObject().put("name", value).put("value", value));
      return Json.object().put("type", 8).set("data", data);
    }
  }

  /** It is worked on; only the person sees the reply that comes. */
  record Later() implements Answer {
    @Override
    public ObjectNode json() {
      ObjectNode json = Json.object().put("type", 5);
      json.putObject("data").put("flags", Message.EPHEMERAL);
      return json;
    }
  }

  /** It is worked on; the message with the component will change. */
  record ChangeLater() implements Answer {
    @Override
    public ObjectNode json() {
      return Json.object().put("type", 6);
    }
  }
}
