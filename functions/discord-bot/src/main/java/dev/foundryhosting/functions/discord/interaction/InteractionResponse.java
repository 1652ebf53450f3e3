/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.interaction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Modal;
import dev.foundryhosting.lambda.Json;
import java.util.List;

/** The first response to an interaction, as Discord's JSON ("Interaction Callback Type"). */
public record InteractionResponse(ObjectNode json) {
  /** A message that only the person sees. */
  public static InteractionResponse channelMessage(Message message) {
    return of(4, message.ephemeralJson());
  }

  /** A message in place of the one with the component. */
  public static InteractionResponse updateMessage(Message message) {
    return of(7, message.json());
  }

  /** A form opens. */
  public static InteractionResponse modal(Modal modal) {
    return of(9, modal.json());
  }

  /** Proposals for what is being typed. */
  public static InteractionResponse autocompleteResult(List<String> values) {
    ObjectNode data = Json.object();
    var choices = data.putArray("choices");
    values.forEach(value -> choices.addObject().put("name", value).put("value", value));
    return of(8, data);
  }

  /** A task replies later; only the person sees the reply. */
  public static InteractionResponse deferred() {
    return of(5, Json.object().put("flags", Message.EPHEMERAL));
  }

  /** A task updates the message with the component later. */
  public static InteractionResponse deferredUpdate() {
    return new InteractionResponse(Json.object().put("type", 6));
  }

  private static InteractionResponse of(int type, ObjectNode data) {
    return new InteractionResponse(Json.object().put("type", type).set("data", data));
  }
}
