/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local;

import dev.foundryhosting.local.balancer.GamePort;
import dev.foundryhosting.local.emulator.EmulatedAws;
import dev.foundryhosting.local.functions.FunctionHost;
import dev.foundryhosting.local.stack.EmulatedStack;
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
          Functions   %3$s
          AWS         %4$s

        A function is asked by version 2 of the AWS CLI; version 1 by the same line without --cli-binary-format:

        %5$s

        Ctrl-C ends all of it; nothing is kept.

        """,
        port, gamePort.port(), String.join(", ", functions.names()), aws.endpoint(), invocation());
    Quarkus.waitForExit();
    return 0;
  }

  /**
   * In one line, to be copied. The CLI wants a region and keys, which open nothing here; and it
   * would ask a company's proxy.
   */
  private String invocation() {
    return "NO_PROXY=localhost AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local"
        + " aws lambda invoke --region "
        + EmulatedStack.REGION
        + " --endpoint-url http://localhost:"
        + port
        + " --cli-binary-format raw-in-base64-out --function-name instance-management"
        + " --payload '{\"action\": \"license-pool-status\", \"userId\": \"somebody\"}'"
        + " /dev/stdout";
  }
}
