package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.CostEntry;
import dev.foundryhosting.api.CostRequest;
import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.interaction.InteractionResponse;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Markdown;
import dev.foundryhosting.functions.discord.message.Modal;
import dev.foundryhosting.functions.discord.message.Modal.Input;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.platform.UserId;
import java.util.List;

/** Claims a donation that did not name its giver. */
final class ClaimDonation implements InteractionHandler {
  private static final InteractionId CLAIM = InteractionId.ofOwner("claim", 1);
  private static final InteractionId FORM = InteractionId.ofOwner("claim-form", 1);

  static Component button(UserId owner, Texts texts) {
    return Component.secondary(texts.get("costs.claim"), CLAIM.with(owner.value()));
  }

  @Override
  public List<InteractionStep> steps() {
    return List.of(
        InteractionStep.respond(CLAIM, ClaimDonation::form),
        InteractionStep.reply(FORM, ClaimDonation::claim));
  }

  private static InteractionResponse form(Interaction interaction, Texts texts) {
    return InteractionResponse.modal(
        new Modal(
            FORM.with(interaction.argument(0)),
            texts.get("claim.title"),
            List.of(Input.line("transaction", texts))));
  }

  private static void claim(InteractionTask task) {
    CostEntry.Donation donation =
        task.perform(
                Action.CLAIM_DONATION,
                new CostRequest.ClaimDonation(task.value("transaction").orElse("")))
            .donation();
    task.say("claimed", Markdown.escape(donation.amount()), Markdown.escape(donation.currency()));
  }
}
