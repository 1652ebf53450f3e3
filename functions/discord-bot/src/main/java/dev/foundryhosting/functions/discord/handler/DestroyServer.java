package dev.foundryhosting.functions.discord.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.functions.discord.channel.MemberChannels;
import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.interaction.InteractionHandler;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.interaction.InteractionResponse;
import dev.foundryhosting.functions.discord.interaction.InteractionResponse.ChannelMessage;
import dev.foundryhosting.functions.discord.interaction.InteractionResponse.ShowModal;
import dev.foundryhosting.functions.discord.interaction.InteractionStep;
import dev.foundryhosting.functions.discord.interaction.InteractionTask;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Markdown;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Modal;
import dev.foundryhosting.functions.discord.message.Modal.Input;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.platform.ManagementRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Destroys a server: asks how, has its name typed, and destroys it. */
final class DestroyServer implements InteractionHandler {
  private static final InteractionId DESTROY = InteractionId.ofOwner("destroy", 2);
  private static final InteractionId CHOICE = InteractionId.ofOwner("destroy-as", 2);
  private static final InteractionId FORM = InteractionId.ofOwner("destroy-form", 2);

  private static final String LENDS = "lends";
  private static final String KEEP_LENDING = "keep";

  private final Management management;
  private final MemberChannels channels;
  private final ServerDashboard dashboard;

  DestroyServer(Management management, MemberChannels channels, ServerDashboard dashboard) {
    this.management = management;
    this.channels = channels;
    this.dashboard = dashboard;
  }

  /**
   * @param lends whether the owner lends the licence
   */
  static Component button(String owner, boolean lends, Texts texts) {
    return Component.danger(texts.get("button.destroy"), DESTROY.with(owner, lends ? LENDS : "no"));
  }

  @Override
  public List<InteractionStep> steps() {
    return List.of(
        InteractionStep.respond(DESTROY, DestroyServer::choice),
        InteractionStep.respond(CHOICE, DestroyServer::form),
        InteractionStep.reply(FORM, this::destroy));
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
    return new ChannelMessage(Message.text(texts.get("destroy.choose")).row(buttons));
  }

  private static InteractionResponse form(Interaction interaction, Texts texts) {
    return new ShowModal(
        new Modal(
            FORM.with(interaction.argument(0), interaction.argument(1)),
            texts.get("destroy.title"),
            List.of(Input.line("confirmation", texts))));
  }

  private void destroy(InteractionTask task) {
    JsonNode instance = management.perform(ManagementRequest.of("status", task.user()));
    String name = instance.path("subdomain").asText();
    if (!task.field("confirmation").toLowerCase(Locale.ROOT).equals(name)) {
      task.say("destroy.mistyped", Markdown.escape(name));
      return;
    }
    boolean keepLending = task.argument(1).equals(KEEP_LENDING);
    JsonNode destroyed =
        management.perform(
            ManagementRequest.of("destroy", task.user()).with("keepLicenseSharing", keepLending));
    if (keepLending && LicenseView.lends(destroyed.path("license"))) {
      task.say("destroyed.lending");
      dashboard.showInChannel(task, destroyed);
      ServerDashboard.pollProgress(task, destroyed, false);
    } else {
      task.say("destroyed");
      channels.drop(task.user());
    }
  }
}
