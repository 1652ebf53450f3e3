/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.console;

import dev.foundryhosting.local.balancer.GamePort;
import dev.foundryhosting.local.stack.EmulatedStack;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.ServerSize;
import dev.foundryhosting.platform.Variable;
import dev.foundryhosting.usage.Prices;
import io.quarkus.qute.Engine;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The console's pages; their scripts ask the resources of this package for what they show. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
public class ConsolePage {
  private final Engine templates;
  private final GamePort gamePort;
  private final Environment environment;

  ConsolePage(Engine templates, GamePort gamePort, Environment environment) {
    this.templates = templates;
    this.gamePort = gamePort;
    this.environment = environment;
  }

  @GET
  public TemplateInstance servers() {
    return page("instances");
  }

  @GET
  @Path("{page:sessions|licences|discord|costs|overview}")
  public TemplateInstance page(String page) {
    return templates
        .getTemplate("console/" + page)
        .data("page", page)
        .data("gamePort", gamePort.port())
        .data("domain", environment.get(Variable.DOMAIN_NAME))
        .data("defaultVersion", environment.get(Variable.FOUNDRY_DEFAULT_VERSION))
        .data("sizes", ServerSize.values())
        .data("prices", Prices.from(environment))
        .data("kofiToken", EmulatedStack.KOFI_TOKEN);
  }
}
