package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.command.SlashCommand;
import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.interaction.InteractionHandler;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.interaction.InteractionResponse;
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
import dev.foundryhosting.functions.discord.store.Drafts;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What administrators do in an emergency: says why, confirms it, and does it. */
final class EmergencyAction implements InteractionHandler {
  private static final InteractionId ASK = InteractionId.ofAdministrator("admin-ask", 2);
  private static final InteractionId FORM = InteractionId.ofAdministrator("admin-ask-form", 2);
  private static final InteractionId CONFIRMED = InteractionId.ofAdministrator("admin-do", 1);

  /** The target of what concerns the whole platform. */
  private static final String EVERYTHING = "-";

  private final Management management;
  private final Drafts drafts;

  EmergencyAction(Management management, Drafts drafts) {
    this.management = management;
    this.drafts = drafts;
  }

  static Component button(AdminAction action, Texts texts) {
    return button(action, EVERYTHING, texts);
  }

  /**
   * @param target the user or the session that it is about
   */
  static Component button(AdminAction action, String target, Texts texts) {
    return Component.danger(
        texts.get("admin.ask." + action.code()), ASK.with(action.code(), target));
  }

  @Override
  public List<InteractionStep> steps() {
    return List.of(
        InteractionStep.respond(ASK, EmergencyAction::form),
        InteractionStep.reply(FORM, this::submitted),
        InteractionStep.reply(
            SlashCommand.FORCE_STOP.id(),
            task -> commanded(task, AdminAction.FORCE_STOP, task.option("user"))),
        InteractionStep.reply(
            SlashCommand.CANCEL_SESSION.id(),
            task -> commanded(task, AdminAction.CANCEL_SESSION, task.option("session"))),
        InteractionStep.reply(
            SlashCommand.MAINTENANCE.id(),
            task ->
                commanded(
                    task,
                    task.option("enabled").equals("true")
                        ? AdminAction.MAINTENANCE_ON
                        : AdminAction.MAINTENANCE_OFF,
                    EVERYTHING)),
        InteractionStep.reply(
            SlashCommand.RESET.id(), task -> commanded(task, AdminAction.RESET, EVERYTHING)),
        InteractionStep.update(CONFIRMED, this::perform));
  }

  private static InteractionResponse form(Interaction interaction, Texts texts) {
    return new ShowModal(
        new Modal(
            FORM.with(interaction.argument(0), interaction.argument(1)),
            texts.get("admin.reason.title"),
            List.of(Input.line("reason", texts))));
  }

  private void submitted(InteractionTask task) {
    AdminAction action =
        AdminAction.named(task.argument(0))
            .orElseThrow(
                () -> PlatformException.invalid("work", "must be something that is worked on"));
    confirm(task, action, task.argument(1), task.field("reason"));
  }

  private void commanded(InteractionTask task, AdminAction action, String target) {
    confirm(task, action, target, task.option("reason"));
  }

  /** Only the administrator who asked for it can confirm it. */
  private void confirm(InteractionTask task, AdminAction action, String target, String reason) {
    Map<String, String> draft =
        Map.of(
            "action", action.code(), "target", target, "reason", reason, "by", task.user().value());
    Texts texts = task.texts();
    String subject =
        action == AdminAction.FORCE_STOP ? "<@" + target + ">" : Markdown.escape(target);
    task.show(
        Message.text(texts.get("admin.sure." + action.code(), subject, Markdown.escape(reason)))
            .row(
                Component.danger(texts.get("yes"), CONFIRMED.with(drafts.keep(draft))),
                NeverMind.button(texts)));
  }

  private void perform(InteractionTask task) {
    String draftId = task.argument(0);
    Optional<Map<String, String>> draft =
        drafts.find(draftId).filter(d -> task.user().value().equals(d.get("by")));
    Optional<AdminAction> action = draft.flatMap(d -> AdminAction.named(d.get("action")));
    if (action.isEmpty()) {
      task.say("draft.gone");
      return;
    }
    management.perform(
        action
            .get()
            .request(
                task.user(), draft.get().get("target"), draft.get().getOrDefault("reason", "")));
    drafts.drop(draftId);
    task.show(
        Message.text(task.texts().get("admin.done." + action.get().code()))
            .row(ShowOverview.backButton(task.texts())));
  }
}
