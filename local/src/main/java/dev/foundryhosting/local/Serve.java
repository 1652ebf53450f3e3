/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local;

import dev.foundryhosting.local.balancer.GamePort;
import dev.foundryhosting.local.emulator.EmulatedAws;
import dev.foundryhosting.local.functions.FunctionHost;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Runs the console until the process ends. */
public class Serve implements QuarkusApplication {
  private final int port;
  private final GamePort gamePort;
  private final FunctionHost functions;
  private final EmulatedAws aws;

  Serve(
      @ConfigProperty(name = "quarkus.http.port") int port,
      GamePort gamePort,
      FunctionHost functions,
      EmulatedAws aws) {
    this.port = port;
    this.gamePort = gamePort;
    this.functions = functions;
    this.aws = aws;
  }

  @Override
  public int run(String... arguments) {
    System.out.printf(
        """

        foundry-hosting on this machine, over an emulated AWS: nothing here costs anything.

          Console     http://localhost:%1$d/
          Discord     http://localhost:%1$d/discord
          Servers     http://<name>.localhost:%2$d/
          Functions   aws lambda invoke --endpoint-url http://localhost:%1$d \\
                        --function-name instance-management ...
                      (%3$s)
          AWS         %4$s

        Ctrl-C ends all of it; nothing is kept.

        """,
        port, gamePort.port(), String.join(", ", functions.names()), aws.endpoint());
    Quarkus.waitForExit();
    return 0;
  }
}
