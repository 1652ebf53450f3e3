/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * Credentials that open nothing, at an endpoint like Lambda's for those of its role ("Container
 * credential provider" of the AWS SDKs).
 */
public final class MadeUpCredentials {
  public static final String PATH = "/.foundry-hosting/credentials";

  private static final Duration VALID = Duration.ofDays(1);

  private MadeUpCredentials() {}

  /** Points the SDK in this process at the endpoint. */
  public static void announce(int port) {
    System.setProperty(
        "aws.containerCredentialsFullUri", "http://127.0.0.1:%d%s".formatted(port, PATH));
  }

  public static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body =
          """
          {"AccessKeyId": "local", "SecretAccessKey": "local", "Token": "local",
           "Expiration": "%s"}"""
              .formatted(Instant.now().plus(VALID))
              .getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
