package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Discord's app in a person's hands. It lets nobody do what the real one does not: press what is
 * not there or hidden, select what is no choice, leave out what is required.
 */
@Singleton
class DiscordApp {
  private static final String OPTIONS = "options";
  private static final String CUSTOM_ID = "custom_id";

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
      Person person, String channelId, String command, String subcommand, JsonNode given) {
    JsonNode known = subcommand(command, subcommand);
    for (JsonNode option : known.path(OPTIONS)) {
      String name = option.path("name").asText();
      if (option.path("required").asBoolean() && given.path(name).asText("").isBlank()) {
        throw new NotPossible("'%s' is required.".formatted(name));
      }
    }
    return interactions.deliver(
        Exchange.Kind.COMMAND,
        person,
        channel(person, channelId),
        "/%s %s".formatted(command, subcommand),
        CommandData.of(command, known, given, Optional.empty()),
        Optional.empty());
  }

  /** Asks for proposals while an option is being typed. */
  InteractionResult type(
      Person person,
      String channelId,
      String command,
      String subcommand,
      JsonNode given,
      String focused) {
    JsonNode known = subcommand(command, subcommand);
    return interactions.deliver(
        Exchange.Kind.AUTOCOMPLETE,
        person,
        channel(person, channelId),
        "",
        CommandData.of(command, known, given, Optional.of(focused)),
        Optional.empty());
  }

  /** Presses a button, or selects from a menu. */
  InteractionResult press(Person person, String postId, String customId, JsonNode values) {
    Post post = post(person, postId);
    JsonNode component = component(post, customId);
    ObjectNode data =
        JsonNodeFactory.instance
            .objectNode()
            .put(CUSTOM_ID, customId)
            .put("component_type", component.path("type").asInt());
    if (component.path("type").asInt() == ComponentRules.MENU) {
      data.putArray("values").add(choice(component, values));
    }
    return interactions.deliver(
        Exchange.Kind.COMPONENT,
        person,
        channel(person, post.channelId()),
        "",
        data,
        Optional.of(post));
  }

  /**
   * Sends a form.
   *
   * @param inputs what was written, by the inputs' ids
   */
  InteractionResult submit(Person person, String formId, JsonNode inputs) {
    Interactions.OpenForm form =
        interactions
            .form(formId)
            .filter(open -> open.personId().equals(person.id()))
            .orElseThrow(() -> new NotPossible("That form is not open any more."));
    ObjectNode data =
        JsonNodeFactory.instance.objectNode().put(CUSTOM_ID, form.modal().path(CUSTOM_ID).asText());
    var components = data.putArray("components");
    for (JsonNode label : form.modal().path("components")) {
      ObjectNode sent = components.addObject().put("type", ComponentRules.LABEL);
      sent.set("component", written(label, inputs));
    }
    Channel channel = channel(person, form.channelId());
    interactions.close(formId);
    return interactions.deliver(
        Exchange.Kind.MODAL, person, channel, "", data, form.source().flatMap(community::post));
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
        .filter(channel -> channel.id().equals(id))
        .filter(channel -> Permissions.sees(person, channel))
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

  private JsonNode subcommand(String command, String subcommand) {
    return named(community.commands(), command)
        .flatMap(group -> named(group.path(OPTIONS), subcommand))
        .orElseThrow(() -> new NotPossible("There is no such command."));
  }

  private static Optional<JsonNode> named(JsonNode list, String name) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(each -> each.path("name").asText().equals(name))
        .findFirst();
  }

  private static JsonNode component(Post post, String customId) {
    for (JsonNode row : post.body().path("components")) {
      for (JsonNode component : row.path("components")) {
        if (component.path(CUSTOM_ID).asText().equals(customId)
            && !component.path("disabled").asBoolean()) {
          return component;
        }
      }
    }
    throw new NotPossible("That is not in the message any more.");
  }

  private static String choice(JsonNode menu, JsonNode values) {
    String value = values.path(0).asText();
    for (JsonNode option : menu.path(OPTIONS)) {
      if (option.path("value").asText().equals(value)) {
        return value;
      }
    }
    throw new NotPossible("That is no choice of the menu.");
  }

  private static ObjectNode written(JsonNode label, JsonNode inputs) {
    JsonNode input = label.path("component");
    String id = input.path(CUSTOM_ID).asText();
    String text = inputs.path(id).asText("");
    String called = label.path("label").asText();
    if (text.isBlank() && input.path("required").asBoolean(true)) {
      throw new NotPossible("'%s' is required.".formatted(called));
    }
    int most = input.path("max_length").asInt(Integer.MAX_VALUE);
    if (text.length() > most) {
      throw new NotPossible("'%s' takes at most %d characters.".formatted(called, most));
    }
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", ComponentRules.TEXT_INPUT)
        .put(CUSTOM_ID, id)
        .put("value", text);
  }
}
