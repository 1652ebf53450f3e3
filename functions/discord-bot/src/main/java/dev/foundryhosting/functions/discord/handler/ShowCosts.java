package dev.foundryhosting.functions.discord.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.functions.discord.command.SlashCommand;
import dev.foundryhosting.functions.discord.interaction.InteractionHandler;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.interaction.InteractionStep;
import dev.foundryhosting.functions.discord.interaction.InteractionTask;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Embed;
import dev.foundryhosting.functions.discord.message.Markdown;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.platform.ManagementRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Shows what a member's play cost, and how to cover it. */
final class ShowCosts implements InteractionHandler {
  private static final InteractionId COSTS = InteractionId.ofOwner("costs", 1);

  private final Management management;
  private final MemberRoles roles;
  private final Optional<String> kofiUrl;

  /**
   * @param kofiUrl where donations are made; empty when none are taken
   */
  ShowCosts(Management management, MemberRoles roles, Optional<String> kofiUrl) {
    this.management = management;
    this.roles = roles;
    this.kofiUrl = kofiUrl;
  }

  static Component button(String owner, Texts texts) {
    return Component.secondary(texts.get("button.costs"), COSTS.with(owner));
  }

  @Override
  public List<InteractionStep> steps() {
    return List.of(
        InteractionStep.reply(COSTS, this::show),
        InteractionStep.reply(SlashCommand.COSTS.id(), this::show));
  }

  private void show(InteractionTask task) {
    // First, so that the costs include what the roles earn.
    roles.report(task);
    JsonNode costs =
        management.perform(
            ManagementRequest.of("get-user-costs", task.user())
                .withIfAny("month", task.option("month")));
    Texts texts = task.texts();
    Embed embed =
        Embed.of(
                Embed.Color.CALM,
                texts.get("costs.title", Markdown.escape(costs.path("month").asText(""))),
                kofiUrl
                    .map(url -> texts.get("costs.how", "`discord: " + task.user() + "`"))
                    .orElse(""))
            .with(texts.get("costs.played"), played(costs))
            .with(texts.get("costs.cost"), amount(costs, "cost"))
            .with(texts.get("costs.donations"), amount(costs, "donations"))
            .with(texts.get("costs.credits"), amount(costs, "credits"))
            .with(texts.get("costs.uncovered"), amount(costs, "uncovered"));
    String others = others(costs);
    if (!others.isEmpty()) {
      embed = embed.with(texts.get("costs.others"), others);
    }
    Message message = Message.of(embed);
    task.show(
        kofiUrl
            .map(
                url ->
                    message.row(
                        new Component.Link(texts.get("costs.kofi"), url),
                        ClaimDonation.button(task.user(), texts)))
            .orElse(message));
  }

  private static String played(JsonNode costs) {
    Duration played = Duration.ofSeconds(costs.path("seconds").asLong());
    return "%d:%02d h".formatted(played.toHours(), played.toMinutesPart());
  }

  /** Donations in other currencies, an amount a line; they cover nothing. */
  private static String others(JsonNode costs) {
    return costs
        .path("otherDonations")
        .valueStream()
        .map(each -> amount(each, "amount"))
        .collect(Collectors.joining("\n"));
  }

  private static String amount(JsonNode money, String field) {
    return Markdown.escape(money.path(field).asText("0") + " " + money.path("currency").asText(""));
  }
}
