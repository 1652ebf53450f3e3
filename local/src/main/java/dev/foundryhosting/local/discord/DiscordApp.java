/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.functions.discord.command.CommandCatalogue;
import dev.foundryhosting.functions.discord.rest.Discord;
import dev.foundryhosting.functions.discord.rest.DiscordHttp;
import dev.foundryhosting.functions.discord.rest.Sleeper;
import dev.foundryhosting.functions.discord.settings.DiscordSettings;
import dev.foundryhosting.functions.discord.settings.StoredSettings;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Discord's app in a person's hands, for the page that plays it. As in the real one, a person
 * cannot use what is not there or disabled, select what is no choice, or leave out what is
 * required. Unlike there, people say who they are: it is a toy on one person's machine.
 */
@Path("/discord/page")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class DiscordApp {
  private final Community community;
  private final Interactions interactions;
  private final DiscordApplication application;
  private final Environment environment;
  private final Clock clock;

  DiscordApp(
      Community community,
      Interactions interactions,
      DiscordApplication application,
      Environment environment,
      Clock clock) {
    this.community = community;
    this.interactions = interactions;
    this.application = application;
    this.environment = environment;
    this.clock = clock;
  }

  /**
   * A slash command.
   *
   * @param as the person's id, as in all requests
   * @param options the options' texts by their names
   * @param focused the option that is being typed; null when the command is sent
   */
  public record CommandRequest(
      String as,
      String channel,
      String command,
      String subcommand,
      Map<String, String> options,
      String focused) {}

  /**
   * A component of a message.
   *
   * @param values what is selected from a menu; empty for a button
   */
  public record ComponentRequest(String as, String post, String customId, List<String> values) {}

  /**
   * A form.
   *
   * @param inputs the texts by the inputs' ids
   */
  public record FormRequest(String as, String form, Map<String, String> inputs) {}

  /** A message that only the person sees. */
  public record DismissRequest(String as, String post) {}

  /**
   * What a person sees; only the time when nothing has changed.
   *
   * @param as the person's id
   * @param seen the version that the page has already
   */
  @GET
  @Path("state")
  public View state(@RestQuery String as, @RestQuery @DefaultValue("0") long seen) {
    registerCommandsOnce();
    Person person = Guild.person(as).orElse(Guild.PEOPLE.getFirst());
    return View.of(person, community.snapshot(), seen, clock.instant());
  }

  /** Sends a command, or asks for the choices of the option that is being typed. */
  @POST
  @Path("command")
  public InteractionResult command(CommandRequest request) {
    Person person = person(request.as);
    Channel channel = channel(person, request.channel);
    Command command = Command.named(request.command, community.commands());
    Command subcommand = Command.named(request.subcommand, command.options());
    Optional<String> focused = Optional.ofNullable(request.focused);
    for (Command option : subcommand.options()) {
      boolean given = !request.options.getOrDefault(option.name(), "").isBlank();
      if (option.required() && !given && focused.isEmpty()) {
        throw new NotPossible("'%s' is required.".formatted(option.name()));
      }
    }
    return interactions.deliver(
        focused.isPresent() ? Interaction.Kind.AUTOCOMPLETE : Interaction.Kind.COMMAND,
        person,
        channel,
        focused.isPresent() ? "" : "/%s %s".formatted(request.command, request.subcommand),
        command.data(subcommand, request.options, focused),
        Optional.empty());
  }

  /** Presses a button, or selects from a menu. */
  @POST
  @Path("component")
  public InteractionResult use(ComponentRequest request) {
    Person person = person(request.as);
    Post post = post(person, request.post);
    Component component =
        Component.of(post.body()).stream()
            .flatMap(row -> row.components().stream())
            .filter(each -> request.customId.equals(each.customId()) && !each.disabled())
            .findFirst()
            .orElseThrow(() -> new NotPossible("That is not in the message any more."));
    return interactions.deliver(
        Interaction.Kind.COMPONENT,
        person,
        channel(person, post.channelId()),
        "",
        component.used(request.values),
        Optional.of(post));
  }

  /** Sends a form. */
  @POST
  @Path("submit")
  public InteractionResult submit(FormRequest request) {
    Person person = person(request.as);
    Interactions.OpenForm form =
        interactions
            .form(request.form)
            .filter(open -> open.opener().person().equals(person))
            .orElseThrow(() -> new NotPossible("That form is not open any more."));
    Channel channel = channel(person, form.opener().channel().id());
    ObjectNode data = Component.submitted(form.modal(), request.inputs);
    interactions.close(request.form);
    return interactions.deliver(
        Interaction.Kind.MODAL,
        person,
        channel,
        "",
        data,
        form.opener().source().map(Post::id).flatMap(community::post));
  }

  /** Takes a message away that only this person sees. */
  @POST
  @Path("dismiss")
  public InteractionResult dismiss(DismissRequest request) {
    Post post = post(person(request.as), request.post);
    if (post.reader().isEmpty()) {
      throw new NotPossible("Others see that message too.");
    }
    community.removePost(post.id());
    return new InteractionResult.Done();
  }

  /** The page's answer to what the app does not let a person do. */
  @ServerExceptionMapper
  public Response notPossible(NotPossible e) {
    return Response.status(409)
        .type(MediaType.APPLICATION_JSON)
        .entity(InteractionResult.Failed.because(String.valueOf(e.getMessage())))
        .build();
  }

  /** Does what {@code make discord-commands} does, by the same code and the same call. */
  private synchronized void registerCommandsOnce() {
    if (community.commands().isEmpty()) {
      String url = environment.get(Variable.DISCORD_API_BASE_URL);
      DiscordSettings settings = StoredSettings.parse(application.secret());
      new Discord(new DiscordHttp(url, clock, Sleeper.sleeping()), () -> settings)
          .registerCommands(Optional.of(Guild.ID), CommandCatalogue.json());
    }
  }

  private static Person person(String id) {
    return Guild.person(id).orElseThrow(() -> new NotPossible("There is no such member."));
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
