package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.functions.discord.interaction.InteractionHandler;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.interaction.InteractionStep;
import dev.foundryhosting.functions.discord.interaction.InteractionTask;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.platform.ManagementRequest;
import dev.foundryhosting.platform.UserId;
import java.util.List;

/** Cancels the session that a member selects, and lists what is left. */
final class CancelSession implements InteractionHandler {
  private static final InteractionId CANCEL = InteractionId.ofOwner("cancel-session", 1);

  private final Management management;
  private final ListSessions sessions;

  CancelSession(Management management, ListSessions sessions) {
    this.management = management;
    this.sessions = sessions;
  }

  static Component menu(UserId owner, List<Component.Choice> sessions, Texts texts) {
    return new Component.Select(CANCEL.with(owner.value()), texts.get("sessions.cancel"), sessions);
  }

  @Override
  public List<InteractionStep> steps() {
    return List.of(InteractionStep.update(CANCEL, this::cancel));
  }

  private void cancel(InteractionTask task) {
    management.perform(
        ManagementRequest.of("cancel-session", task.user()).with("sessionId", task.selected()));
    sessions.list(task);
  }
}
