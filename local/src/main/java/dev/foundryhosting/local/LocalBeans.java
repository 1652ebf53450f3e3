/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpHandlers;
import dev.foundryhosting.aws.messaging.SqsWakeups;
import dev.foundryhosting.functions.discord.rest.Sleeper;
import dev.foundryhosting.instance.port.Wakeups;
import dev.foundryhosting.lambda.MetricLog;
import dev.foundryhosting.lambda.RequestLog;
import dev.foundryhosting.local.balancer.GamePort;
import dev.foundryhosting.local.clock.MovableClock;
import dev.foundryhosting.local.discord.DiscordApi;
import dev.foundryhosting.local.discord.DiscordApplication;
import dev.foundryhosting.local.emulator.EmulatedAws;
import dev.foundryhosting.local.stack.EmulatedStack;
import dev.foundryhosting.local.stack.UserFiles;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.platform.Variable;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the functions get from AWS and Discord, produced here by the stand-ins instead. */
@Singleton
@Alternative
@Priority(1)
public class LocalBeans {
  private static final String CREDENTIALS = "/.foundry-hosting/credentials";

  /** How much shorter the bot pauses than it does for Discord itself. */
  private static final int QUICKER = 8;

  /** Starts the emulator: each bean that needs the environment waits for it. */
  @Produces
  @Singleton
  Environment environment(
      EmulatedAws aws,
      GamePort gamePort,
      DiscordApplication discord,
      UserFiles files,
      @ConfigProperty(name = "quarkus.http.port") int port) {
    serveCredentials(gamePort);
    Map<String, String> environment =
        new HashMap<>(
            EmulatedStack.provision(
                aws.endpoint(), gamePort.port(), discord.secret(), files.root()));
    String ourselves = "http://127.0.0.1:" + port;
    environment.put(Variable.AWS_ENDPOINT_URL + "_LAMBDA", ourselves);
    environment.put(Variable.DISCORD_API_BASE_URL.name(), ourselves + DiscordApi.PATH);
    // The page that shows the costs also plays Ko-fi.
    environment.put(Variable.KOFI_URL.name(), "http://localhost:" + port + "/costs");
    return new Environment(environment);
  }

  /**
   * Credentials that open nothing, at an endpoint like Lambda's for those of its role ("Container
   * credential provider" of the AWS SDKs).
   */
  private static void serveCredentials(GamePort gamePort) {
    String credentials =
        """
        {"AccessKeyId": "local", "SecretAccessKey": "local", "Token": "local",
         "Expiration": "2100-01-01T00:00:00Z"}""";
    Headers headers = Headers.of("Content-Type", "application/json");
    gamePort.serve(CREDENTIALS, HttpHandlers.of(200, headers, credentials));
    System.setProperty(
        "aws.containerCredentialsFullUri",
        "http://127.0.0.1:%d%s".formatted(gamePort.port(), CREDENTIALS));
  }

  @Produces
  @Singleton
  Sleeper sleeper() {
    Sleeper sleeping = Sleeper.sleeping();
    return length -> sleeping.pause(length.dividedBy(QUICKER));
  }

  /** The functions' clock, which begins where {@code PLATFORM_CLOCK_OFFSET} says. */
  @Produces
  @Singleton
  MovableClock clock(Environment environment) {
    return new MovableClock(environment.clock());
  }

  /** Wake-ups by the queue as on AWS, but sooner: a person waits. */
  @Produces
  @Singleton
  Wakeups wakeups(SqsWakeups queue) {
    return new Wakeups() {
      @Override
      public Duration pause() {
        return Duration.ofSeconds(1);
      }

      @Override
      public void wake(UserId user, Duration delay) {
        queue.wake(user, delay);
      }
    };
  }

  /** The console shows requests and results; no metrics are collected here. */
  @Produces
  @Singleton
  RequestLog requestLog(Clock clock) {
    return new RequestLog(line -> {}, clock);
  }

  @Produces
  @Singleton
  MetricLog metricLog(Clock clock) {
    return new MetricLog(line -> {}, clock);
  }
}
