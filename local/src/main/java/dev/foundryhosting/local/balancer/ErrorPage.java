/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.balancer;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The page for players at a name without a server. */
@Singleton
public class ErrorPage {
  private final Template template;
  private final int consolePort;

  ErrorPage(
      @Location("stand-in/no-server.html") Template template,
      @ConfigProperty(name = "quarkus.http.port") int consolePort) {
    this.template = template;
    this.consolePort = consolePort;
  }

  String html(String host, String what, String advice) {
    return template
        .data("host", host)
        .data("what", what)
        .data("advice", advice)
        .data("console", "http://localhost:" + consolePort + "/")
        .render();
  }
}
