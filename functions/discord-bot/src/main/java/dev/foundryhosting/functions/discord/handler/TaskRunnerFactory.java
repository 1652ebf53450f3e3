package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.functions.discord.channel.Dashboards;
import dev.foundryhosting.functions.discord.channel.MemberChannels;
import dev.foundryhosting.functions.discord.channel.MemberMessenger;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.platform.TaskQueue;
import dev.foundryhosting.functions.discord.rest.Discord;
import dev.foundryhosting.functions.discord.rest.Sleeper;
import dev.foundryhosting.functions.discord.settings.DiscordSettings;
import dev.foundryhosting.functions.discord.store.BotStore;
import dev.foundryhosting.functions.discord.store.Drafts;
import dev.foundryhosting.functions.discord.store.Members;
import dev.foundryhosting.instance.port.RandomSource;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts together what works. */
public final class TaskRunnerFactory {
  private TaskRunnerFactory() {}

  /**
   * @param kofiUrl where donations are made; empty when none are taken
   */
  public static TaskRunner over(
      Supplier<DiscordSettings> settings,
      Management management,
      BotStore memory,
      Discord discord,
      TaskQueue asynchronous,
      RandomSource random,
      Sleeper pauses,
      Clock clock,
      Optional<String> kofiUrl) {
    Members members = new Members(memory);
    MemberMessenger mail = new MemberMessenger(discord, members);
    MemberChannels channels = new MemberChannels(discord, members, settings);
    Dashboards dashboards = new Dashboards(discord, members);
    Drafts drafts = new Drafts(memory, random, clock);
    MemberRoles roles = new MemberRoles(management, memory, clock);
    ServerHandlers servers = new ServerHandlers(management, members, channels, dashboards, roles);
    InteractionHandlers deeds =
        new InteractionHandlers(
            servers,
            new RegistrationHandlers(management, members, servers),
            new SessionHandlers(management, members, drafts),
            new LicenseHandlers(management, channels),
            new CostHandlers(management, roles, kofiUrl),
            new AdminHandlers(management, drafts),
            new RegistrationMessage(discord, memory));
    ProgressPoller watcher =
        new ProgressPoller(management, discord, dashboards, asynchronous, pauses, clock);
    return new TaskRunner(memory, deeds, watcher, discord, mail, pauses, clock);
  }
}
