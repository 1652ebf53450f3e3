package dev.foundryhosting.functions.discord;

import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.functions.discord.door.Door;
import dev.foundryhosting.functions.discord.event.Teller;
import dev.foundryhosting.functions.discord.memory.BotMemory;
import dev.foundryhosting.functions.discord.memory.DynamoBotMemory;
import dev.foundryhosting.functions.discord.platform.AsynchronousWork;
import dev.foundryhosting.functions.discord.platform.LambdaAsynchronousWork;
import dev.foundryhosting.functions.discord.platform.LambdaManagement;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.rest.Discord;
import dev.foundryhosting.functions.discord.rest.DiscordHttp;
import dev.foundryhosting.functions.discord.rest.Pauses;
import dev.foundryhosting.functions.discord.settings.StoredSettings;
import dev.foundryhosting.functions.discord.work.Work;
import dev.foundryhosting.functions.discord.work.Worker;
import dev.foundryhosting.instance.RandomSource;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** The parts of the bot, from the environment. */
@Singleton
class Bot {
  /** As long as instance-management may take. */
  private static final Duration MANAGEMENT = Duration.ofSeconds(60);

  /** So much of Discord's three seconds may pass until the work is handed over, or is not. */
  private static final Duration HAND_OVER = Duration.ofSeconds(2);

  private final Environment environment;
  private final Clock clock;
  private final Pauses pauses;
  private final RandomSource random;
  private final StoredSettings settings;
  private final BotMemory memory;
  private final Discord discord;
  private final Management management;
  private final AsynchronousWork asynchronous;
  private final AsynchronousWork atOnce;

  Bot(
      Environment environment,
      AwsClients clients,
      Clock clock,
      Pauses pauses,
      RandomSource random) {
    this.environment = environment;
    this.clock = clock;
    this.pauses = pauses;
    this.random = random;
    settings =
        new StoredSettings(clients.secretsManager(), environment.get(Variable.DISCORD_SECRET_ARN));
    memory = new DynamoBotMemory(clients.dynamoDb(), environment);
    discord =
        new Discord(
            new DiscordHttp(environment.get(Variable.DISCORD_API_BASE_URL), clock, pauses),
            settings);
    management =
        new LambdaManagement(
            clients.lambdaThatWaits(MANAGEMENT),
            environment.get(Variable.INSTANCE_MANAGEMENT_FUNCTION_NAME));
    asynchronous = new LambdaAsynchronousWork(clients.lambda());
    atOnce = new LambdaAsynchronousWork(clients.lambdaWithin(HAND_OVER));
  }

  @Produces
  @Singleton
  static Pauses pauses() {
    return Pauses.sleeping();
  }

  @Produces
  @Singleton
  Door door() {
    return new Door(settings, atOnce, clock);
  }

  @Produces
  @Singleton
  Worker worker() {
    return Work.over(
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
  Teller teller() {
    return new Teller(memory, discord, management, environment.get(Variable.DOMAIN_NAME), clock);
  }
}
