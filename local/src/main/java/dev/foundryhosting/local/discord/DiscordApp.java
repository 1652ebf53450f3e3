package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Discord's app in a person's hands. As in the real one, a person cannot use what is not there or
 * disabled, select what is no choice, or leave out what is required.
 */
@Singleton
class DiscordApp {
  private final Community community;
  private final Interactions interactions;

  DiscordApp(Community community, Interactions interactions) {
    this.community = community;
    this.interactions = interactions;
  }

  /**
   * Gives a slash command.
   *
   * @param given the options by their names
   */
  InteractionResult command(
      Person person, String channelId, String name, String subcommand, Map<String, String> given) {
    Command command = Command.named(name, community.commands());
    Command chosen = Command.named(subcommand, command.options());
    for (Command option : chosen.options()) {
      if (option.required() && given.getOrDefault(option.name(), "").isBlank()) {
        throw new NotPossible("'%s' is required.".formatted(option.name()));
      }
    }
    return interactions.deliver(
        Interaction.Kind.COMMAND,
        person,
        channel(person, channelId),
        "/%s %s".formatted(name, subcommand),
        command.data(chosen, given, Optional.empty()),
        Optional.empty());
  }

  /** Asks for the choices of the option that is being typed. */
  InteractionResult autocomplete(
      Person person,
      String channelId,
      String name,
      String subcommand,
      Map<String, String> given,
      String focused) {
    Command command = Command.named(name, community.commands());
    Command chosen = Command.named(subcommand, command.options());
    return interactions.deliver(
        Interaction.Kind.AUTOCOMPLETE,
        person,
        channel(person, channelId),
        "",
        command.data(chosen, given, Optional.of(focused)),
        Optional.empty());
  }

  /**
   * Uses a component of a message.
   *
   * @param values what is selected from a menu; empty for a button
   */
  InteractionResult use(Person person, String postId, String customId, List<String> values) {
    Post post = post(person, postId);
    Component component =
        Component.of(post.body()).stream()
            .flatMap(row -> row.components().stream())
            .filter(each -> customId.equals(each.customId()) && !each.disabled())
            .findFirst()
            .orElseThrow(() -> new NotPossible("That is not in the message any more."));
    return interactions.deliver(
        Interaction.Kind.COMPONENT,
        person,
        channel(person, post.channelId()),
        "",
        component.used(values),
        Optional.of(post));
  }

  /**
   * Sends a form.
   *
   * @param texts what was written, by the inputs' ids
   */
  InteractionResult submit(Person person, String formId, Map<String, String> texts) {
    Interactions.OpenForm form =
        interactions
            .form(formId)
            .filter(open -> open.opener().person().equals(person))
            .orElseThrow(() -> new NotPossible("That form is not open any more."));
    ObjectNode data =
        JsonNodeFactory.instance
            .objectNode()
            .put("custom_id", form.modal().get("custom_id").asText());
    ArrayNode components = data.putArray("components");
    Component.of(form.modal()).forEach(label -> components.add(label.filledIn(texts)));
    Channel channel = channel(person, form.opener().channel().id());
    interactions.close(formId);
    return interactions.deliver(
        Interaction.Kind.MODAL,
        person,
        channel,
        "",
        data,
        form.opener().source().map(Post::id).flatMap(community::post));
  }

  /** Takes away a message that the person alone sees. */
  void dismiss(Person person, String postId) {
    if (post(person, postId).reader().isEmpty()) {
      throw new NotPossible("Others see that message too.");
    }
    community.removePost(postId);
  }

  private Channel channel(Person person, String id) {
    return community.snapshot().channels().stream()
        .filter(channel -> channel.id().equals(id) && Permissions.sees(person, channel))
        .findFirst()
        .orElseThrow(() -> new NotPossible("That channel is not there any more."));
  }

  private Post post(Person person, String id) {
    Post post =
        community
            .post(id)
            .filter(each -> each.isSeenBy(person))
            .orElseThrow(() -> new NotPossible("That message is not there any more."));
    channel(person, post.channelId());
    return post;
  }
}
