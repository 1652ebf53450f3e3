/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.interaction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Modal;
import dev.foundryhosting.lambda.Json;
import java.util.List;

/** The first response to an interaction, as Discord's JSON ("Interaction Callback Type"). */
public record InteractionResponse(ObjectNode json) {
  private static final int CHANNEL_MESSAGE = 4;
  private static final int DEFERRED_CHANNEL_MESSAGE = 5;
  private static final int DEFERRED_UPDATE_MESSAGE = 6;
  private static final int UPDATE_MESSAGE = 7;
  private static final int AUTOCOMPLETE_RESULT = 8;
  private static final int MODAL = 9;

  /** A message that only the person sees. */
  public static InteractionResponse channelMessage(Message message) {
    return of(CHANNEL_MESSAGE, message.ephemeralJson());
  }

  /** A message in place of the one with the component. */
  public static InteractionResponse updateMessage(Message message) {
    return of(UPDATE_MESSAGE, message.json());
  }

  /** A form opens. */
  public static InteractionResponse modal(Modal modal) {
    return of(MODAL, modal.json());
  }

  /** Proposals for what is being typed. */
  public static InteractionResponse autocompleteResult(List<String> values) {
    ObjectNode data = Json.object();
    var choices = data.putArray("choices");
    values.forEach(value -> choices.addObject().put("name", value).put("value", value));
    return of(AUTOCOMPLETE_RESULT, data);
  }

  /** A task replies later; only the person sees the reply. */
  public static InteractionResponse deferred() {
    return of(DEFERRED_CHANNEL_MESSAGE, Json.object().put("flags", Message.EPHEMERAL));
  }

  /** A task updates the message with the component later. */
  public static InteractionResponse deferredUpdate() {
    return new InteractionResponse(Json.object().put("type", DEFERRED_UPDATE_MESSAGE));
  }

  private static InteractionResponse of(int type, ObjectNode data) {
    return new InteractionResponse(Json.object().put("type", type).set("data", data));
  }
}
