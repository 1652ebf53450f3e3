package dev.foundryhosting.functions.discord.work;

import dev.foundryhosting.functions.discord.mail.Dashboards;
import dev.foundryhosting.functions.discord.mail.Mail;
import dev.foundryhosting.functions.discord.mail.MemberChannels;
import dev.foundryhosting.functions.discord.memory.BotMemory;
import dev.foundryhosting.functions.discord.memory.Drafts;
import dev.foundryhosting.functions.discord.memory.Members;
import dev.foundryhosting.functions.discord.platform.AsynchronousWork;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.rest.Discord;
import dev.foundryhosting.functions.discord.rest.Pauses;
import dev.foundryhosting.functions.discord.settings.DiscordSettings;
import dev.foundryhosting.instance.RandomSource;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts together what works. */
public final class Work {
  private Work() {}

  /**
   * @param kofiUrl where donations are made; empty when none are taken
   */
  public static Worker over(
      Supplier<DiscordSettings> settings,
      Management management,
      BotMemory memory,
      Discord discord,
      AsynchronousWork asynchronous,
      RandomSource random,
      Pauses pauses,
      Clock clock,
      Optional<String> kofiUrl) {
    Members members = new Members(memory);
    Mail mail = new Mail(discord, members);
    MemberChannels channels = new MemberChannels(discord, members, settings);
    Dashboards dashboards = new Dashboards(discord, members);
    Drafts drafts = new Drafts(memory, random, clock);
    HeldRoles roles = new HeldRoles(management, memory, clock);
    ServerWork servers = new ServerWork(management, members, channels, dashboards, roles);
    Deeds deeds =
        new Deeds(
            servers,
            new RegistrationWork(management, members, servers),
            new SessionWork(management, members, drafts),
            new LicenseWork(management, channels),
            new CostWork(management, roles, kofiUrl),
            new AdminWork(management, drafts),
            new RegistrationMessage(discord, memory));
    Watcher watcher = new Watcher(management, discord, dashboards, asynchronous, pauses, clock);
    return new Worker(memory, deeds, watcher, discord, mail, clock);
  }
}
