/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.lambda.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * A message of the bot ("Create Message"). It mentions no person or role, whatever it quotes.
 *
 * @param rows of components, from top to bottom
 * @param secret whether its reader alone may see it, in ephemeral replies
 */
public record Message(
    String content, List<Embed> embeds, List<List<Component>> rows, boolean secret) {
  /** Discord's flag of a message that only one person sees ("Message Flags"). */
  public static final int EPHEMERAL = 1 << 6;

  public Message {
    embeds = List.copyOf(embeds);
    rows = List.copyOf(rows);
  }

  public static Message text(String content) {
    return new Message(content, List.of(), List.of(), false);
  }

  public static Message of(Embed embed) {
    return new Message("", List.of(embed), List.of(), false);
  }

  /** This message with one more row of components; without any there is none. */
  public Message row(List<? extends Component> components) {
    if (components.isEmpty()) {
      return this;
    }
    List<List<Component>> more = new ArrayList<>(rows);
    more.add(List.copyOf(components));
    return new Message(content, embeds, more, secret);
  }

  public Message row(Component... components) {
    return row(List.of(components));
  }

  /** This message, for its reader alone. */
  public Message asSecret() {
    return new Message(content, embeds, rows, true);
  }

  /** All fields, so that an edit leaves nothing of the former message. */
  public ObjectNode json() {
    ObjectNode json = Json.object().put("content", Limits.cut(content, Limits.CONTENT));
    var frames = json.putArray("embeds");
    embeds.forEach(embed -> frames.add(embed.json()));
    var lines = json.putArray("components");
    for (List<Component> row : rows) {
      var components = lines.addObject().put("type", 1).putArray("components");
      row.forEach(component -> components.add(component.json()));
    }
    json.putObject("allowed_mentions").putArray("parse");
    return json;
  }

  /** As {@link #json}, seen by one person only. */
  public ObjectNode ephemeralJson() {
    return json().put("flags", EPHEMERAL);
  }

  @Override
  public String toString() {
    return secret ? "Message[secret]" : json().toString();
  }
}
