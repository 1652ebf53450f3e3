/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.functions.discord.channel.Dashboards;
import dev.foundryhosting.functions.discord.channel.MemberChannels;
import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.rest.Discord;
import dev.foundryhosting.functions.discord.settings.DiscordSettings;
import dev.foundryhosting.functions.discord.store.BotStore;
import dev.foundryhosting.functions.discord.store.Drafts;
import dev.foundryhosting.functions.discord.store.Members;
import dev.foundryhosting.instance.port.RandomSource;
import dev.foundryhosting.usage.Prices;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** All verbs of the bot, found by the names of their steps. */
public final class InteractionHandlers {
  private final Map<String, InteractionStep> steps = new LinkedHashMap<>();

  /**
   * @throws IllegalArgumentException when two steps have the same name
   */
  InteractionHandlers(List<InteractionHandler> handlers) {
    handlers.stream()
        .flatMap(handler -> handler.steps().stream())
        .forEach(
            step -> {
              if (steps.putIfAbsent(step.id().name(), step) != null) {
                throw new IllegalArgumentException("two steps are named " + step.id().name());
              }
            });
  }

  /**
   * @param prices of the sizes that a server can have
   * @param kofiUrl where donations are made; empty when none are taken
   */
  public static InteractionHandlers over(
      BotStore store,
      Discord discord,
      Supplier<DiscordSettings> settings,
      RandomSource random,
      Clock clock,
      Prices prices,
      Optional<String> kofiUrl) {
    Members members = new Members(store);
    MemberChannels channels = new MemberChannels(discord, members, settings);
    Dashboards dashboards = new Dashboards(discord, members);
    Drafts drafts = new Drafts(store, random, clock);
    MemberRoles roles = new MemberRoles(store, clock);
    ServerDashboard dashboard =
        new ServerDashboard(
            members,
            channels,
            dashboards,
            new ServerMessages(discord, members, dashboards, prices, clock),
            roles,
            prices);
    return new InteractionHandlers(
        List.of(
            new ShowHelp(),
            new RegisterMember(members, dashboard),
            new NeverMind(),
            new StartServer(dashboard),
            new StopServer(dashboard),
            new KeepServerRunning(dashboard),
            new ShowDashboard(dashboard),
            new ChooseVersion(dashboard),
            new ChooseSize(dashboard),
            new ChooseWorld(dashboard),
            new ShowWorlds(dashboard),
            new ShowAdminKey(),
            new DestroyServer(channels, dashboard),
            new ListSessions(members),
            new PlanSession(members, drafts),
            new LendLicense(channels),
            new ShowCosts(roles, kofiUrl),
            new ClaimDonation(),
            new ShowOverview(),
            new ShowServer(),
            new EmergencyAction(drafts),
            new SetUpRegistration(discord, store),
            new CleanUpLicenses(),
            new TestLog()));
  }

  /** The step that an input leads to; empty when this version has none. */
  public Optional<InteractionStep> find(Interaction.Input input) {
    return Optional.ofNullable(steps.get(input.name()))
        .filter(step -> step.id().arguments() == input.arguments().size());
  }

  /** Of all steps. */
  public List<InteractionId> ids() {
    return steps.values().stream().map(InteractionStep::id).toList();
  }
}
