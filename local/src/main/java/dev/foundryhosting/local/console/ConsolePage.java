package dev.foundryhosting.local.console;

import dev.foundryhosting.local.balancer.GamePort;
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
  private final GamePort gamePort;
  private final Environment environment;

  ConsolePage(
      @Location("console/instances.html") Template instances,
      GamePort gamePort,
      Environment environment) {
    this.instances = instances;
    this.gamePort = gamePort;
    this.environment = environment;
  }

  @GET
  public TemplateInstance instances() {
    return instances
        .data("page", "instances")
        .data("gamePort", gamePort.port())
        .data("domain", environment.get(Variable.DOMAIN_NAME))
        .data("defaultVersion", environment.get(Variable.FOUNDRY_DEFAULT_VERSION));
  }
}
