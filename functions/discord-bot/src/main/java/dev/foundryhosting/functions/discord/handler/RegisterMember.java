/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.InstanceRequest;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.interaction.InteractionResponse;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Modal;
import dev.foundryhosting.functions.discord.message.Modal.Input;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.store.Members;
import dev.foundryhosting.instance.LicenseType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Registers a member: asks how to play, opens the form, makes a server and a channel for it. */
final class RegisterMember extends InteractionHandler {
  private static final Logger LOG = Logger.getLogger(RegisterMember.class);

  static final InteractionId REGISTER = InteractionId.ofAnybody("register", 0);
  private static final InteractionId CHOICE = InteractionId.ofAnybody("register-as", 1);
  private static final InteractionId FORM = InteractionId.ofAnybody("register-form", 1);

  private static final String OWN = "own";
  private static final String LEND = "lend";
  private static final String POOLED = "pooled";
  private static final int LONGEST_NAME = 32;

  private final Members members;
  private final ServerDashboard dashboard;

  RegisterMember(Members members, ServerDashboard dashboard) {
    this.members = members;
    this.dashboard = dashboard;
    respond(REGISTER, (interaction, texts) -> choice(texts));
    respond(CHOICE, RegisterMember::form);
    reply(FORM, this::register);
  }

  private static InteractionResponse choice(Texts texts) {
    return InteractionResponse.channelMessage(
        Message.text(texts.get("register.choose"))
            .row(
                Component.primary(texts.get("register.own"), CHOICE.with(OWN)),
                Component.success(texts.get("register.lend"), CHOICE.with(LEND)),
                Component.secondary(texts.get("register.pooled"), CHOICE.with(POOLED))));
  }

  private static InteractionResponse form(Interaction interaction, Texts texts) {
    String kind = interaction.argument(0);
    List<Input> inputs = new ArrayList<>();
    inputs.add(Input.line("name", texts).holding(proposedName(interaction.displayName())));
    if (!kind.equals(POOLED)) {
      inputs.add(Input.line("foundryUsername", texts).optional());
      inputs.add(Input.line("foundryPassword", texts).optional());
      inputs.add(Input.line("licenseKey", texts).optional());
    }
    return InteractionResponse.modal(
        new Modal(FORM.with(kind), texts.get("register.title"), inputs));
  }

  /** Only what the platform takes as a name; the person may write another. */
  private static String proposedName(String displayName) {
    String plain = displayName.replaceAll("[^A-Za-z0-9 ._-]", "").strip();
    return plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME).strip() : plain;
  }

  private void register(InteractionTask task) {
    if (task.interaction().guildId().isEmpty()) {
      task.say("register.not-here");
      return;
    }
    members.speaks(task.user(), task.interaction().language());
    InstanceAnswer instance = task.perform(Action.CREATE, creation(task));
    dashboard.ensureChannel(task, instance);
    String channel =
        members
            .get(task.user())
            .channelId()
            .map(id -> task.texts().get("registered.channel", id))
            .orElseGet(() -> task.texts().get("registered.no-channel"));
    task.show(withKey(task, task.texts().get("registered", instance.url(), channel) + "\n"));
    dashboard.keepShowing(task, instance, false);
  }

  private static InstanceRequest.Create creation(InteractionTask task) {
    String kind = task.argument(0);
    boolean own = !kind.equals(POOLED);
    return new InstanceRequest.Create(
        task.value("name").orElse(""),
        own ? LicenseType.BYOL : LicenseType.POOLED,
        task.value("foundryUsername"),
        task.value("foundryPassword"),
        task.value("licenseKey"),
        Optional.empty(),
        own ? Optional.of(kind.equals(LEND)) : Optional.empty(),
        Optional.empty());
  }

  /** The key may not exist yet; then the button on the dashboard shows it later. */
  private static Message withKey(InteractionTask task, String done) {
    try {
      return ShowAdminKey.message(task, done);
    } catch (PlatformException e) {
      LOG.debug("No admin key yet", e);
      return Message.text(done + task.texts().get("registered.key-later"));
    }
  }
}
