package dev.foundryhosting.local.console;

import dev.foundryhosting.local.balancer.GamePort;
import dev.foundryhosting.local.stack.EmulatedStack;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The console's pages; what moves in them comes by {@link ConsoleApi}. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
public class ConsolePage {
  private final Template instances;
  private final Template sessions;
  private final Template licences;
  private final Template discord;
  private final Template costs;
  private final Template overview;
  private final GamePort gamePort;
  private final Environment environment;

  ConsolePage(
      @Location("console/instances.html") Template instances,
      @Location("console/sessions.html") Template sessions,
      @Location("console/licences.html") Template licences,
      @Location("console/discord.html") Template discord,
      @Location("console/costs.html") Template costs,
      @Location("console/overview.html") Template overview,
      GamePort gamePort,
      Environment environment) {
    this.instances = instances;
    this.sessions = sessions;
    this.licences = licences;
    this.discord = discord;
    this.costs = costs;
    this.overview = overview;
    this.gamePort = gamePort;
    this.environment = environment;
  }

  @GET
  public TemplateInstance instances() {
    return page(instances, "instances")
        .data("defaultVersion", environment.get(Variable.FOUNDRY_DEFAULT_VERSION));
  }

  @GET
  @Path("sessions")
  public TemplateInstance sessions() {
    return page(sessions, "sessions");
  }

  @GET
  @Path("licences")
  public TemplateInstance licences() {
    return page(licences, "licences");
  }

  @GET
  @Path("discord")
  public TemplateInstance discord() {
    return page(discord, "discord");
  }

  @GET
  @Path("costs")
  public TemplateInstance costs() {
    return page(costs, "costs").data("kofiToken", EmulatedStack.KOFI_TOKEN);
  }

  @GET
  @Path("overview")
  public TemplateInstance overview() {
    return page(overview, "overview");
  }

  private TemplateInstance page(Template template, String name) {
    return template
        .data("page", name)
        .data("gamePort", gamePort.port())
        .data("domain", environment.get(Variable.DOMAIN_NAME));
  }
}
