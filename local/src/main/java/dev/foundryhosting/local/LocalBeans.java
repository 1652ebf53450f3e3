package dev.foundryhosting.local;

import dev.foundryhosting.aws.messaging.SqsWakeups;
import dev.foundryhosting.functions.discord.rest.Sleeper;
import dev.foundryhosting.instance.port.Wakeups;
import dev.foundryhosting.lambda.RequestLog;
import dev.foundryhosting.local.activity.Activity;
import dev.foundryhosting.local.balancer.GamePort;
import dev.foundryhosting.local.balancer.Listener;
import dev.foundryhosting.local.clock.MovableClock;
import dev.foundryhosting.local.discord.DiscordApi;
import dev.foundryhosting.local.discord.DiscordApplication;
import dev.foundryhosting.local.emulator.EmulatedAws;
import dev.foundryhosting.local.fargate.Fargate;
import dev.foundryhosting.local.fargate.Speed;
import dev.foundryhosting.local.functions.EventDelivery;
import dev.foundryhosting.local.functions.PromptWakeups;
import dev.foundryhosting.local.stack.EmulatedClients;
import dev.foundryhosting.local.stack.EmulatedStack;
import dev.foundryhosting.local.stack.MadeUpCredentials;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the parts together: the emulated stack, the functions' environment, the stand-ins. */
@Singleton
public class LocalBeans {
  private static final int QUICKER = 8;

  /**
   * What the functions read from their process on AWS. Wins over their own producer; whoever asks
   * first waits for the emulator's start.
   */
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
    // Ko-fi is played by the page that shows the costs.
    environment.put(Variable.KOFI_URL.name(), "http://localhost:" + port + "/costs");
    return new Environment(environment);
  }

  @Produces
  @Singleton
  DiscordApplication discordApplication() {
    return new DiscordApplication();
  }

  /** The bot looks more often at a server in motion, which is quicker here than on AWS. */
  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  Sleeper pauses() {
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

  /** Everything is quicker here than on AWS; so are the wake-ups. They take the same way. */
  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  Wakeups wakeups(EmulatedClients clients, Environment environment) {
    return new PromptWakeups(new SqsWakeups(clients.sqs(), environment));
  }

  /** The console shows what was asked and how it went; nobody collects metrics here. */
  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  RequestLog requestLog(Clock clock) {
    return new RequestLog(line -> {}, clock);
  }

  @Produces
  @Singleton
  EmulatedClients clients(EmulatedAws aws) {
    return new EmulatedClients(aws.endpoint());
  }

  @Produces
  @Singleton
  Listener listener(EmulatedClients clients, Environment environment) {
    return new Listener(clients.loadBalancing(), environment.get(Variable.ALB_HTTPS_LISTENER_ARN));
  }

  @Produces
  @Singleton
  Fargate fargate(
      EmulatedAws aws,
      EventDelivery delivery,
      Activity activity,
      @ConfigProperty(name = "foundry.local.pace", defaultValue = "1") double pace,
      Clock clock) {
    return new Fargate(aws.admin(), delivery, activity, Speed.of(pace), clock);
  }

  void close(@Disposes Fargate fargate) {
    fargate.close();
  }
}
