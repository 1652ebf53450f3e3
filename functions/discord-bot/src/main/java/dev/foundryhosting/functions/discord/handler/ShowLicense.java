package dev.foundryhosting.functions.discord.handler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.channel.MemberChannels;
import dev.foundryhosting.functions.discord.command.SlashCommand;
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

/** Shows a member's licence and its lending. */
final class ShowLicense implements InteractionHandler {
  private static final InteractionId LICENSE = InteractionId.ofOwner("license", 1);

  private final Management management;
  private final MemberChannels channels;

  ShowLicense(Management management, MemberChannels channels) {
    this.management = management;
    this.channels = channels;
  }

  static Component button(String owner, Texts texts) {
    return Component.secondary(texts.get("button.license"), LICENSE.with(owner));
  }

  @Override
  public List<InteractionStep> steps() {
    return List.of(
        InteractionStep.reply(LICENSE, this::show),
        InteractionStep.reply(SlashCommand.LICENSE.id(), this::show));
  }

  void show(InteractionTask task) {
    Own own = own(task.user());
    task.show(LicenseView.of(task.user(), own.license(), task.texts()));
    // The channel stays while a licence is lent, also without a server.
    if (!own.hasServer() && !LicenseView.lends(own.license())) {
      channels.drop(task.user());
    }
  }

  /**
   * What a member has.
   *
   * @param license as the platform shows it; missing when there is none
   */
  private record Own(JsonNode license, boolean hasServer) {}

  private Own own(UserId user) {
    try {
      JsonNode instance = management.perform(ManagementRequest.of("status", user));
      // Nothing asks again once it is destroyed.
      return new Own(instance.path("license"), !InstanceView.isBeingDestroyed(instance));
    } catch (PlatformException e) {
      if (e.code() != ErrorCode.INSTANCE_NOT_FOUND) {
        throw e;
      }
      for (JsonNode license :
          management.perform(ManagementRequest.of("license-pool-status", user)).path("licenses")) {
        if (license.path("own").asBoolean()) {
          return new Own(license, false);
        }
      }
      return new Own(MissingNode.getInstance(), false);
    }
  }
}
