/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local;

import dev.foundryhosting.aws.messaging.SqsWakeups;
import dev.foundryhosting.functions.discord.rest.Sleeper;
import dev.foundryhosting.instance.port.Wakeups;
import dev.foundryhosting.lambda.RequestLog;
import dev.foundryhosting.local.balancer.GamePort;
import dev.foundryhosting.local.clock.MovableClock;
import dev.foundryhosting.local.discord.DiscordApi;
import dev.foundryhosting.local.discord.DiscordApplication;
import dev.foundryhosting.local.emulator.EmulatedAws;
import dev.foundryhosting.local.stack.EmulatedStack;
import dev.foundryhosting.local.stack.MadeUpCredentials;
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

/** What the functions get from AWS and Discord, produced here by the stand-ins. */
@Singleton
public class LocalBeans {
  /** How much faster the bot polls a server in motion, which takes minutes on AWS. */
  private static final int QUICKER = 8;

  /** Starts the emulator: each bean that needs the environment waits for it. */
  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  Environment environment(
      EmulatedAws aws,
      GamePort gamePort,
      DiscordApplication discord,
      @ConfigProperty(name = "quarkus.http.port") int port) {
    gamePort.serve(MadeUpCredentials.PATH, MadeUpCredentials::answer);
    MadeUpCredentials.announce(gamePort.port());
    Map<String, String> environment =
        new HashMap<>(EmulatedStack.provision(aws.endpoint(), gamePort.port(), discord.secret()));
    String ourselves = "http://127.0.0.1:" + port;
    environment.put(Variable.AWS_ENDPOINT_URL + "_LAMBDA", ourselves);
    environment.put(Variable.DISCORD_API_BASE_URL.name(), ourselves + DiscordApi.PATH);
    // The page that shows the costs also plays Ko-fi.
    environment.put(Variable.KOFI_URL.name(), "http://localhost:" + port + "/costs");
    return new Environment(environment);
  }

  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  Sleeper sleeper() {
    Sleeper sleeping = Sleeper.sleeping();
    return length -> sleeping.pause(length.dividedBy(QUICKER));
  }

  /** The functions' clock, which begins where {@code PLATFORM_CLOCK_OFFSET} says. */
  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  MovableClock clock(Environment environment) {
    return new MovableClock(environment.clock());
  }

  /** Wake-ups by the queue as on AWS, but sooner: a person waits. */
  @Produces
  @Singleton
  @Alternative
  @Priority(1)
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
  @Alternative
  @Priority(1)
  RequestLog requestLog(Clock clock) {
    return new RequestLog(line -> {}, clock);
  }
}
