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

/** Changes the lending of a member's licence, and shows it. */
final class ChangeLicense implements InteractionHandler {
  private static final InteractionId CHANGE = InteractionId.ofOwner("license-do", 2);

  /** Beside the platform's own operations on a licence. */
  static final String SHARE = "share";

  private final Management management;
  private final ShowLicense license;

  ChangeLicense(Management management, ShowLicense license) {
    this.management = management;
    this.license = license;
  }

  /**
   * @param operation {@link #SHARE} or one of the platform's operations on a licence
   */
  static Component button(UserId owner, String operation, Texts texts) {
    return Component.secondary(
        texts.get("license.do." + operation), CHANGE.with(owner.value(), operation));
  }

  @Override
  public List<InteractionStep> steps() {
    return List.of(InteractionStep.update(CHANGE, this::change));
  }

  private void change(InteractionTask task) {
    String operation = task.argument(1);
    management.perform(
        operation.equals(SHARE)
            ? ManagementRequest.of("set-license-sharing", task.user()).with("share", true)
            : ManagementRequest.of("manage-license-state", task.user())
                .with("operation", operation));
    license.show(task);
  }
}
