/* SPDX-License-Identifier: Apache-2.0 */
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
  public InteractionResult command(DiscordApp.CommandRequest request) {
    return app.command(request);
  }

  @POST
  @Path("component")
  public InteractionResult component(DiscordApp.ComponentRequest request) {
    return app.use(request);
  }

  @POST
  @Path("submit")
  public InteractionResult submit(DiscordApp.FormRequest request) {
    return app.submit(request);
  }

  @POST
  @Path("dismiss")
  public InteractionResult dismiss(DiscordApp.DismissRequest request) {
    return app.dismiss(request);
  }

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
      new Discord(new DiscordHttp(url, clock, Sleeper.sleeping()), application::settings)
          .registerCommands(Optional.of(Guild.ID), CommandCatalogue.json());
    }
  }
}
