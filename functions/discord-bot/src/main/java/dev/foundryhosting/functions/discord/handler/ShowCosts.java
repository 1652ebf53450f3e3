/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.CostRequest;
import dev.foundryhosting.api.CostSums;
import dev.foundryhosting.api.UserCostsAnswer;
import dev.foundryhosting.functions.discord.command.SlashCommand;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Embed;
import dev.foundryhosting.functions.discord.message.Markdown;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.UsageMonth;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/** Shows what a member's play cost, and how to cover it. */
final class ShowCosts extends InteractionHandler {
  static final InteractionId COSTS = InteractionId.ofOwner("costs", 1).alsoOutside();

  private final MemberRoles roles;
  private final Optional<String> kofiUrl;

  /**
   * @param kofiUrl where donations are made; empty when none are taken
   */
  ShowCosts(MemberRoles roles, Optional<String> kofiUrl) {
    this.roles = roles;
    this.kofiUrl = kofiUrl;
    reply(COSTS, this::show);
    reply(SlashCommand.COSTS.id(), this::show);
  }

  private void show(InteractionTask task) {
    // First, so that the costs include what the roles earn.
    roles.report(task);
    UserCostsAnswer costs =
        task.perform(
            Action.GET_USER_COSTS,
            new CostRequest.OfMonth(task.value("month").map(UsageMonth::parse)));
    Message message = Message.of(embed(costs, task.user(), task.texts()));
    task.show(
        kofiUrl
            .map(
                url ->
                    message.row(
                        new Component.Link(task.texts().get("costs.kofi"), url),
                        ClaimDonation.button(task.user(), task.texts())))
            .orElse(message));
  }

  private Embed embed(UserCostsAnswer costs, UserId user, Texts texts) {
    CostSums sums = costs.sums();
    Duration played = Duration.ofSeconds(sums.seconds());
    Embed embed =
        Embed.of(
                Embed.Color.CALM,
                texts.get("costs.title", Markdown.escape(costs.month().toString())),
                kofiUrl.map(url -> texts.get("costs.how", "`discord: " + user + "`")).orElse(""))
            .with(
                texts.get("costs.played"),
                "%d:%02d h".formatted(played.toHours(), played.toMinutesPart()))
            .with(texts.get("costs.cost"), amount(sums.cost(), sums.currency()))
            .with(texts.get("costs.donations"), amount(sums.donations(), sums.currency()))
            .with(texts.get("costs.credits"), amount(sums.credits(), sums.currency()))
            .with(texts.get("costs.uncovered"), amount(sums.uncovered(), sums.currency()));
    String others =
        sums.otherDonations().stream()
            .map(other -> amount(other.amount(), other.currency()))
            .collect(Collectors.joining("\n"));
    return others.isEmpty() ? embed : embed.with(texts.get("costs.others"), others);
  }

  private static String amount(String number, String currency) {
    return Markdown.escape(number + " " + currency);
  }
}
