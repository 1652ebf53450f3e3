package dev.foundryhosting.local.discord;

import dev.foundryhosting.functions.discord.command.CommandCatalogue;
import dev.foundryhosting.functions.discord.rest.Discord;
import dev.foundryhosting.functions.discord.rest.DiscordHttp;
import dev.foundryhosting.functions.discord.rest.Sleeper;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * What the page that plays Discord asks. Its user says who they are: it is a toy on one person's
 * machine.
 */
@Path("/discord/page")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class DiscordPageApi {
  private final Community community;
  private final DiscordApp app;
  private final DiscordApplication application;
  private final Environment environment;
  private final Clock clock;

  DiscordPageApi(
      Community community,
      DiscordApp app,
      DiscordApplication application,
      Environment environment,
      Clock clock) {
    this.community = community;
    this.app = app;
    this.application = application;
    this.environment = environment;
    this.clock = clock;
  }

  /**
   * A slash command, or the one that is being typed.
   *
   * @param as the person's id, as in all requests
   * @param options the options' texts by their names
   * @param focused the option that is being typed
   */
  public record CommandRequest(
      String as,
      String channel,
      String command,
      String subcommand,
      Map<String, String> options,
      String focused) {}

  /** A component that is used. */
  public record ComponentRequest(String as, String post, String customId, List<String> values) {}

  /**
   * A form that is sent.
   *
   * @param inputs the texts by the inputs' ids
   */
  public record FormRequest(String as, String form, Map<String, String> inputs) {}

  /** A message that a person takes away. */
  public record DismissRequest(String as, String post) {}

  /**
   * What a person sees; only the time when nothing has changed.
   *
   * @param as the person's id
   * @param seen the version that the page has already
   */
  @GET
  @Path("state")
  public View state(@QueryParam("as") String as, @QueryParam("seen") @DefaultValue("0") long seen) {
    registerCommandsOnce();
    Person person = Guild.person(as).orElse(Guild.PEOPLE.getFirst());
    return View.of(person, community.snapshot(), seen, clock.instant());
  }

  @POST
  @Path("command")
  public InteractionResult command(CommandRequest request) {
    return app.command(
        person(request.as), request.channel, request.command, request.subcommand, request.options);
  }

  @POST
  @Path("autocomplete")
  public InteractionResult autocomplete(CommandRequest request) {
    return app.autocomplete(
        person(request.as),
        request.channel,
        request.command,
        request.subcommand,
        request.options,
        request.focused);
  }

  @POST
  @Path("component")
  public InteractionResult component(ComponentRequest request) {
    return app.use(person(request.as), request.post, request.customId, request.values);
  }

  @POST
  @Path("submit")
  public InteractionResult submit(FormRequest request) {
    return app.submit(person(request.as), request.form, request.inputs);
  }

  @POST
  @Path("dismiss")
  public InteractionResult dismiss(DismissRequest request) {
    app.dismiss(person(request.as), request.post);
    return new InteractionResult.Done();
  }

  @ServerExceptionMapper
  public Response notPossible(NotPossible e) {
    return Response.status(409)
        .type(MediaType.APPLICATION_JSON)
        .entity(InteractionResult.Failed.because(e.getMessage()))
        .build();
  }

  private static Person person(String id) {
    return Guild.person(id).orElseThrow(() -> new NotPossible("There is no such member."));
  }

  /** Does what {@code make discord-commands} does, by the same code and the same call. */
  private synchronized void registerCommandsOnce() {
    if (community.commands().isEmpty()) {
      String url = environment.get(Variable.DISCORD_API_BASE_URL);
      new Discord(new DiscordHttp(url, clock, Sleeper.sleeping()), application::settings)
          .registerCommands(Optional.of(Guild.ID), CommandCatalogue.json());
    }
  }
}
