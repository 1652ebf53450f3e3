/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.command.SlashCommand;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Markdown;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.store.Drafts;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What administrators do in an emergency: asks why, has it confirmed, and does it. */
final class EmergencyAction extends InteractionHandler {
  private static final InteractionId ASK = InteractionId.ofAdministrator("admin-ask", 2);
  private static final InteractionId FORM = InteractionId.ofAdministrator("admin-ask-form", 2);
  private static final InteractionId CONFIRMED = InteractionId.ofAdministrator("admin-do", 1);

  /** The target of what concerns the whole platform. */
  private static final String EVERYTHING = "-";

  private final Drafts drafts;

  EmergencyAction(Drafts drafts) {
    this.drafts = drafts;
    open(ASK, FORM, "admin.reason.title", "reason");
    reply(FORM, this::submitted);
    command(SlashCommand.FORCE_STOP, task -> AdminAction.FORCE_STOP, "user");
    command(SlashCommand.CANCEL_SESSION, task -> AdminAction.CANCEL_SESSION, "session");
    command(SlashCommand.MAINTENANCE, EmergencyAction::maintenance, "");
    command(SlashCommand.RESET, task -> AdminAction.RESET, "");
    update(CONFIRMED, this::perform);
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

  private void submitted(InteractionTask task) {
    AdminAction action =
        AdminAction.named(task.argument(0))
            .orElseThrow(() -> PlatformException.invalid("action", "must be one we know"));
    confirm(task, action, task.argument(1));
  }

  /**
   * @param target the option that names the target; empty for everything
   */
  private void command(
      SlashCommand command, Function<InteractionTask, AdminAction> action, String target) {
    reply(
        command.id(),
        task -> confirm(task, action.apply(task), task.value(target).orElse(EVERYTHING)));
  }

  private static AdminAction maintenance(InteractionTask task) {
    return task.value("enabled").equals(Optional.of("true"))
        ? AdminAction.MAINTENANCE_ON
        : AdminAction.MAINTENANCE_OFF;
  }

  /** Only the administrator who asked for it can confirm it. */
  private void confirm(InteractionTask task, AdminAction action, String target) {
    String reason = task.value("reason").orElse("");
    String draft =
        drafts.keep(
            Map.of(
                "action",
                action.code(),
                "target",
                target,
                "reason",
                reason,
                "by",
                task.user().value()));
    Texts texts = task.texts();
    String shown = action == AdminAction.FORCE_STOP ? "<@" + target + ">" : Markdown.escape(target);
    task.show(
        Message.text(texts.get("admin.sure." + action.code(), shown, Markdown.escape(reason)))
            .row(
                Component.danger(texts.get("yes"), CONFIRMED.with(draft)),
                NeverMind.button(texts)));
  }

  private void perform(InteractionTask task) {
    String draftId = task.argument(0);
    Map<String, String> draft =
        drafts
            .find(draftId)
            .filter(found -> task.user().value().equals(found.get("by")))
            .orElse(Map.of());
    Optional<AdminAction> action = AdminAction.named(draft.getOrDefault("action", ""));
    if (action.isEmpty()) {
      task.say("draft.gone");
      return;
    }
    action
        .get()
        .perform(task, draft.getOrDefault("target", ""), Optional.ofNullable(draft.get("reason")));
    drafts.drop(draftId);
    task.show(
        Message.text(task.texts().get("admin.done." + action.get().code()))
            .row(ShowOverview.backButton(task.texts())));
  }
}
