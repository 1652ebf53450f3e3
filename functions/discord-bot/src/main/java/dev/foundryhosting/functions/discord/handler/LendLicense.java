/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.Label;
import dev.foundryhosting.api.LicenseAnswer;
import dev.foundryhosting.api.LicenseRequest;
import dev.foundryhosting.api.LicenseRequest.Operation;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.channel.MemberChannels;
import dev.foundryhosting.functions.discord.command.SlashCommand;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Embed;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.UserId;
import java.util.List;
import java.util.Optional;

/** Shows a member's licence, and changes its lending. */
final class LendLicense extends InteractionHandler {
  static final InteractionId LICENSE = InteractionId.ofOwner("license", 1).alsoOutside();
  private static final InteractionId CHANGE = InteractionId.ofOwner("license-do", 2).alsoOutside();

  /** Beside the platform's own operations on a licence. */
  private static final String SHARE = "share";

  private final MemberChannels channels;

  LendLicense(MemberChannels channels) {
    this.channels = channels;
    reply(LICENSE, this::show);
    reply(SlashCommand.LICENSE.id(), this::show);
    update(CHANGE, this::change);
  }

  /** Whether others may still play on the licence of a server's owner. */
  static boolean isLent(InstanceAnswer instance) {
    return isLent(instance.license().map(InstanceAnswer.License::sharing));
  }

  private void change(InteractionTask task) {
    String operation = task.argument(1);
    if (operation.equals(SHARE)) {
      task.perform(Action.SET_LICENSE_SHARING, new LicenseRequest.SetSharing(true));
    } else {
      Operation known =
          Label.read(Operation.class, operation)
              .known()
              .orElseThrow(() -> PlatformException.invalid("operation", "must be one we know"));
      task.perform(Action.MANAGE_LICENSE_STATE, new LicenseRequest.ManageState(known));
    }
    show(task);
  }

  private void show(InteractionTask task) {
    Optional<InstanceAnswer> instance = ServerDashboard.find(task);
    Optional<Label<SharingState>> sharing =
        instance.isPresent()
            ? instance.flatMap(InstanceAnswer::license).map(InstanceAnswer.License::sharing)
            : task.perform(Action.LICENSE_POOL_STATUS).licenses().stream()
                .filter(LicenseAnswer::own)
                .map(LicenseAnswer::sharing)
                .findFirst();
    task.show(message(task.user(), sharing, task.texts()));
    // The channel stays while a licence is lent, also without a server. Nothing asks again once a
    // server is destroyed.
    if (instance.filter(each -> !each.status().is(Status.DESTROYING)).isEmpty()
        && !isLent(sharing)) {
      channels.drop(task.user());
    }
  }

  private static Message message(UserId owner, Optional<Label<SharingState>> sharing, Texts texts) {
    if (sharing.isEmpty()) {
      return Message.of(
          Embed.of(Embed.Color.STILL, texts.get("license.title"), texts.get("license.none")));
    }
    String label = sharing.get().text();
    String explained =
        texts.getOr("license.explained." + label, texts.get("license.explained.other"));
    Embed embed =
        Embed.of(
                isLent(sharing) ? Embed.Color.GOOD : Embed.Color.STILL,
                texts.get("license.title"),
                explained + "\n\n" + texts.get("license.rules"))
            .with(texts.get("license.state"), texts.word("sharing.", label));
    return Message.of(embed)
        .row(
            sharing.get().known().map(LendLicense::operations).orElse(List.of()).stream()
                .map(
                    operation ->
                        Component.secondary(
                            texts.get("license.do." + operation),
                            CHANGE.with(owner.value(), operation)))
                .toList());
  }

  private static List<String> operations(SharingState sharing) {
    return switch (sharing) {
      case PRIVATE -> List.of(SHARE);
      case SHARED ->
          List.of(Operation.SCHEDULE_STOP_AFTER_SESSIONS.label(), Operation.IMMEDIATE_STOP.label());
      case STOPPING ->
          List.of(Operation.CANCEL_SCHEDULED_STOP.label(), Operation.IMMEDIATE_STOP.label());
      case WITHDRAWN -> List.of(Operation.REACTIVATE_SHARING.label());
    };
  }

  private static boolean isLent(Optional<Label<SharingState>> sharing) {
    return sharing
        .filter(label -> label.is(SharingState.SHARED) || label.is(SharingState.STOPPING))
        .isPresent();
  }
}
