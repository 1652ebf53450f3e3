package dev.foundryhosting.functions.discord.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.functions.discord.interaction.CustomId;
import dev.foundryhosting.functions.discord.interaction.Verb;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Embed;
import dev.foundryhosting.functions.discord.message.Markdown;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.platform.ManagementRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a member's play cost, and how it can be covered. */
final class CostHandlers {
  private final Management management;
  private final MemberRoles roles;
  private final Optional<String> kofiUrl;

  /**
   * @param roles tells the platform which roles the member holds
   * @param kofiUrl where donations are made; empty when none are taken
   */
  CostHandlers(Management management, MemberRoles roles, Optional<String> kofiUrl) {
    this.management = management;
    this.roles = roles;
    this.kofiUrl = kofiUrl;
  }

  void show(InteractionTask job) {
    // First, so that what they earn is in what is shown.
    roles.tell(job);
    ManagementRequest request = ManagementRequest.of("get-user-costs", job.user());
    JsonNode costs = management.perform(request.withIfAny("month", job.option("month")));
    Texts texts = job.texts();
    Embed embed =
        Embed.of(
                Embed.Color.CALM,
                texts.get("costs.title", Markdown.escape(costs.path("month").asText(""))),
                kofiUrl
                    .map(url -> texts.get("costs.how", "`discord: " + job.user() + "`"))
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
    List<Component> buttons = new ArrayList<>();
    kofiUrl.ifPresent(url -> buttons.add(new Component.Link(texts.get("costs.kofi"), url)));
    kofiUrl.ifPresent(
        url ->
            buttons.add(
                Component.secondary(
                    texts.get("costs.claim"), CustomId.of(Verb.CLAIM, job.user().value()))));
    job.reply().edit(Message.of(embed).row(buttons));
  }

  /** A donation that did not name its giver. */
  void claim(InteractionTask job) {
    JsonNode donation =
        management.perform(
            ManagementRequest.of("claim-donation", job.user())
                .with("transactionId", job.input("transaction")));
    job.reply()
        .edit(
            Message.text(
                job.texts()
                    .get(
                        "claimed",
                        Markdown.escape(donation.path("amount").asText("")),
                        Markdown.escape(donation.path("currency").asText("")))));
  }

  private static String played(JsonNode costs) {
    Duration played = Duration.ofSeconds(costs.path("seconds").asLong());
    return "%d:%02d h".formatted(played.toHours(), played.toMinutesPart());
  }

  /** What was given in other currencies, an amount a line; it covers nothing. */
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
