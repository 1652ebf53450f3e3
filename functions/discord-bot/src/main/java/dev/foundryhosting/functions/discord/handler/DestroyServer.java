/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.InstanceRequest;
import dev.foundryhosting.functions.discord.channel.MemberChannels;
import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.interaction.InteractionResponse;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Destroys a server: asks how, has its name typed, and destroys it. */
final class DestroyServer extends InteractionHandler {
  private static final InteractionId DESTROY = InteractionId.ofOwner("destroy", 2);
  private static final InteractionId CHOICE = InteractionId.ofOwner("destroy-as", 2);
  private static final InteractionId FORM = InteractionId.ofOwner("destroy-form", 2).alsoOutside();

  private static final String LENDS = "lends";
  private static final String KEEP_LENDING = "keep";

  private final MemberChannels channels;
  private final ServerDashboard dashboard;

  DestroyServer(MemberChannels channels, ServerDashboard dashboard) {
    this.channels = channels;
    this.dashboard = dashboard;
    respond(DESTROY, DestroyServer::choice);
    open(CHOICE, FORM, "destroy.title", "confirmation");
    reply(FORM, this::destroy);
  }

  /**
   * @param lends whether the owner lends the licence
   */
  static Component button(String owner, boolean lends, Texts texts) {
    return DESTROY.button(Component.Style.DANGER, texts, owner, lends ? LENDS : "no");
  }

  /** An owner who lends the licence may go on lending it without a server. */
  private static InteractionResponse choice(Interaction interaction, Texts texts) {
    String owner = interaction.argument(0);
    List<Component> buttons = new ArrayList<>();
    buttons.add(Component.danger(texts.get("destroy.all"), CHOICE.with(owner, "everything")));
    if (interaction.argument(1).equals(LENDS)) {
      buttons.add(Component.danger(texts.get("destroy.keep"), CHOICE.with(owner, KEEP_LENDING)));
    }
    buttons.add(NeverMind.button(texts));
    return InteractionResponse.channelMessage(
        Message.text(texts.get("destroy.choose")).row(buttons));
  }

  private void destroy(InteractionTask task) {
    String name = task.perform(Action.STATUS).subdomain();
    if (!task.value("confirmation").orElse("").toLowerCase(Locale.ROOT).equals(name)) {
      task.say("destroy.mistyped", name);
      return;
    }
    boolean keepLending = task.argument(1).equals(KEEP_LENDING);
    InstanceAnswer destroyed =
        task.perform(Action.DESTROY, new InstanceRequest.Destroy(Optional.of(keepLending)));
    if (keepLending && LendLicense.isLent(destroyed)) {
      task.say("destroyed.lending");
      dashboard.showInChannel(task, destroyed);
      dashboard.keepShowing(task, destroyed, false);
    } else {
      task.say("destroyed");
      channels.drop(task.user());
    }
  }
}
