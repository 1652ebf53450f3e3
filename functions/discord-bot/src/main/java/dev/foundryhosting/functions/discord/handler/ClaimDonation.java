/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.CostEntry;
import dev.foundryhosting.api.CostRequest;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Markdown;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.platform.UserId;

/** Claims a donation that did not name its giver. */
final class ClaimDonation extends InteractionHandler {
  private static final InteractionId CLAIM = InteractionId.ofOwner("claim", 1);
  private static final InteractionId FORM = InteractionId.ofOwner("claim-form", 1).alsoOutside();

  ClaimDonation() {
    open(CLAIM, FORM, "claim.title", "transaction");
    reply(FORM, ClaimDonation::claim);
  }

  static Component button(UserId owner, Texts texts) {
    return Component.secondary(texts.get("costs.claim"), CLAIM.with(owner.value()));
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
