/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord;

import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.functions.discord.channel.MemberMessenger;
import dev.foundryhosting.functions.discord.event.EventNotifier;
import dev.foundryhosting.functions.discord.handler.InteractionHandlers;
import dev.foundryhosting.functions.discord.platform.LambdaCalls;
import dev.foundryhosting.functions.discord.rest.Discord;
import dev.foundryhosting.functions.discord.rest.DiscordHttp;
import dev.foundryhosting.functions.discord.rest.Sleeper;
import dev.foundryhosting.functions.discord.settings.DiscordSettings;
import dev.foundryhosting.functions.discord.settings.StoredSettings;
import dev.foundryhosting.functions.discord.store.BotStore;
import dev.foundryhosting.functions.discord.store.DynamoBotStore;
import dev.foundryhosting.functions.discord.store.Members;
import dev.foundryhosting.functions.discord.task.InteractionRunner;
import dev.foundryhosting.functions.discord.task.Membership;
import dev.foundryhosting.instance.port.RandomSource;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.ServerUrls;
import dev.foundryhosting.platform.Variable;
import dev.foundryhosting.usage.Prices;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/** The parts of the bot, from the environment. */
@Singleton
class BotBeans {
  /** As long as instance-management may take. */
  private static final Duration MANAGEMENT_TIMEOUT = Duration.ofSeconds(60);

  /** Of Discord's three seconds. */
  private static final Duration QUEUE_TIMEOUT = Duration.ofSeconds(2);

  private final Environment environment;
  private final Clock clock;
  private final Sleeper sleeper;
  private final StoredSettings settings;
  private final BotStore store;
  private final Discord discord;
  private final MemberMessenger messenger;
  private final LambdaCalls lambda;
  private final InteractionHandlers handlers;
  private final Prices prices;

  BotBeans(
      Environment environment,
      AwsClients clients,
      Clock clock,
      Sleeper sleeper,
      RandomSource random) {
    this.environment = environment;
    this.clock = clock;
    this.sleeper = sleeper;
    settings =
        new StoredSettings(clients.secretsManager(), environment.get(Variable.DISCORD_SECRET_ARN));
    store = new DynamoBotStore(clients.dynamoDb(), environment);
    discord =
        new Discord(
            new DiscordHttp(environment.get(Variable.DISCORD_API_BASE_URL), clock, sleeper),
            settings);
    prices = Prices.from(environment);
    Members members = new Members(store);
    messenger = new MemberMessenger(discord, members);
    lambda =
        new LambdaCalls(
            clients.lambdaThatWaits(MANAGEMENT_TIMEOUT),
            clients.lambdaWithin(QUEUE_TIMEOUT),
            environment.get(Variable.INSTANCE_MANAGEMENT_FUNCTION_NAME));
    handlers =
        InteractionHandlers.over(
            store, discord, settings, random, clock, prices, environment.find(Variable.KOFI_URL));
  }

  @Produces
  @Singleton
  static Sleeper sleeper() {
    return Sleeper.sleeping();
  }

  @Produces
  @Singleton
  Supplier<DiscordSettings> settings() {
    return settings;
  }

  @Produces
  @Singleton
  InteractionRunner interactions() {
    return new InteractionRunner(
        store,
        lambda,
        handlers,
        new Membership(discord, settings),
        lambda,
        discord,
        messenger,
        sleeper,
        clock);
  }

  @Produces
  @Singleton
  EventNotifier eventNotifier() {
    return new EventNotifier(store, discord, lambda, ServerUrls.from(environment), clock, prices);
  }
}
