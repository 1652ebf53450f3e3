package dev.foundryhosting.functions.discord.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.interaction.InteractionHandler;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.interaction.InteractionResponse;
import dev.foundryhosting.functions.discord.interaction.InteractionResponse.ShowModal;
import dev.foundryhosting.functions.discord.interaction.InteractionStep;
import dev.foundryhosting.functions.discord.interaction.InteractionTask;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Markdown;
import dev.foundryhosting.functions.discord.message.Modal;
import dev.foundryhosting.functions.discord.message.Modal.Input;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.platform.ManagementRequest;
import dev.foundryhosting.platform.UserId;
import java.util.List;

/** Claims a donation that did not name its giver. */
final class ClaimDonation implements InteractionHandler {
  private static final InteractionId CLAIM = InteractionId.ofOwner("claim", 1);
  private static final InteractionId FORM = InteractionId.ofOwner("claim-form", 1);

  private final Management management;

  ClaimDonation(Management management) {
    this.management = management;
  }

  static Component button(UserId owner, Texts texts) {
    return Component.secondary(texts.get("costs.claim"), CLAIM.with(owner.value()));
  }

  @Override
  public List<InteractionStep> steps() {
    return List.of(
        InteractionStep.respond(CLAIM, ClaimDonation::form),
        InteractionStep.reply(FORM, this::claim));
  }

  private static InteractionResponse form(Interaction interaction, Texts texts) {
    return new ShowModal(
        new Modal(
            FORM.with(interaction.argument(0)),
            texts.get("claim.title"),
            List.of(Input.line("transaction", texts))));
  }

  private void claim(InteractionTask task) {
    JsonNode donation =
        management.perform(
            ManagementRequest.of("claim-donation", task.user())
                .with("transactionId", task.field("transaction")));
    task.say(
        "claimed",
        Markdown.escape(donation.path("amount").asText("")),
        Markdown.escape(donation.path("currency").asText("")));
  }
}
