package dev.foundryhosting.functions.discord;

import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.functions.discord.endpoint.InteractionEndpoint;
import dev.foundryhosting.functions.discord.event.EventNotifier;
import dev.foundryhosting.functions.discord.handler.TaskRunner;
import dev.foundryhosting.functions.discord.handler.TaskRunnerFactory;
import dev.foundryhosting.functions.discord.platform.LambdaManagement;
import dev.foundryhosting.functions.discord.platform.LambdaTaskQueue;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.platform.TaskQueue;
import dev.foundryhosting.functions.discord.rest.Discord;
import dev.foundryhosting.functions.discord.rest.DiscordHttp;
import dev.foundryhosting.functions.discord.rest.Sleeper;
import dev.foundryhosting.functions.discord.settings.StoredSettings;
import dev.foundryhosting.functions.discord.store.BotStore;
import dev.foundryhosting.functions.discord.store.DynamoBotStore;
import dev.foundryhosting.instance.port.RandomSource;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** The parts of the bot, from the environment. */
@Singleton
class BotBeans {
  /** As long as instance-management may take. */
  private static final Duration MANAGEMENT = Duration.ofSeconds(60);

  /** So much of Discord's three seconds may pass until the work is handed over, or is not. */
  private static final Duration HAND_OVER = Duration.ofSeconds(2);

  private final Environment environment;
  private final Clock clock;
  private final Sleeper pauses;
  private final RandomSource random;
  private final StoredSettings settings;
  private final BotStore memory;
  private final Discord discord;
  private final Management management;
  private final TaskQueue asynchronous;
  private final TaskQueue atOnce;

  BotBeans(
      Environment environment,
      AwsClients clients,
      Clock clock,
      Sleeper pauses,
      RandomSource random) {
    this.environment = environment;
    this.clock = clock;
    this.pauses = pauses;
    this.random = random;
    settings =
        new StoredSettings(clients.secretsManager(), environment.get(Variable.DISCORD_SECRET_ARN));
    memory = new DynamoBotStore(clients.dynamoDb(), environment);
    discord =
        new Discord(
            new DiscordHttp(environment.get(Variable.DISCORD_API_BASE_URL), clock, pauses),
            settings);
    management =
        new LambdaManagement(
            clients.lambdaThatWaits(MANAGEMENT),
            environment.get(Variable.INSTANCE_MANAGEMENT_FUNCTION_NAME));
    asynchronous = new LambdaTaskQueue(clients.lambda());
    atOnce = new LambdaTaskQueue(clients.lambdaWithin(HAND_OVER));
  }

  @Produces
  @Singleton
  static Sleeper pauses() {
    return Sleeper.sleeping();
  }

  @Produces
  @Singleton
  InteractionEndpoint door() {
    return new InteractionEndpoint(settings, atOnce, clock);
  }

  @Produces
  @Singleton
  TaskRunner worker() {
    return TaskRunnerFactory.over(
        settings,
        management,
        memory,
        discord,
        asynchronous,
        random,
        pauses,
        clock,
        environment.find(Variable.KOFI_URL));
  }

  @Produces
  @Singleton
  EventNotifier teller() {
    return new EventNotifier(
        memory, discord, management, environment.get(Variable.DOMAIN_NAME), clock);
  }
}
