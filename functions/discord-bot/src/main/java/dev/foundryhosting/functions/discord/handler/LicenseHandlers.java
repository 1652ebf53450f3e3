package dev.foundryhosting.functions.discord.handler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.channel.MemberChannels;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.platform.ManagementRequest;
import dev.foundryhosting.functions.discord.view.InstanceView;
import dev.foundryhosting.functions.discord.view.Lending;
import dev.foundryhosting.platform.UserId;

/** A member's licence and its lending. */
final class LicenseHandlers {
  private final Management management;
  private final MemberChannels channels;

  LicenseHandlers(Management management, MemberChannels channels) {
    this.management = management;
    this.channels = channels;
  }

  void show(InteractionTask job) {
    Own own = own(job.user());
    job.reply().edit(Lending.view(job.user(), own.license(), job.texts()));
    dropChannelWithTheLastTie(job.user(), own);
  }

  /**
   * @param operation {@link Lending#SHARE} or one of the platform's operations on a licence
   */
  void change(InteractionTask job, String operation) {
    ManagementRequest request =
        operation.equals(Lending.SHARE)
            ? ManagementRequest.of("set-license-sharing", job.user()).with("share", true)
            : ManagementRequest.of("manage-license-state", job.user()).with("operation", operation);
    management.perform(request);
    show(job);
  }

  /**
   * @param license as the platform shows it; missing when there is none
   */
  private record Own(JsonNode license, boolean hasServer) {}

  private Own own(UserId user) {
    try {
      JsonNode instance = management.perform(ManagementRequest.of("status", user));
      // Nothing will ask again once it is gone.
      return new Own(instance.path("license"), !InstanceView.goes(instance));
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

  /** The channel stays while a licence is lent, also without a server. */
  private void dropChannelWithTheLastTie(UserId user, Own own) {
    if (!own.hasServer() && !Lending.lends(own.license())) {
      channels.drop(user);
    }
  }
}
