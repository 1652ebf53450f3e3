package dev.foundryhosting.functions.discord.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.channel.Dashboards;
import dev.foundryhosting.functions.discord.channel.MemberChannels;
import dev.foundryhosting.functions.discord.interaction.InteractionTask;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.platform.ManagementRequest;
import dev.foundryhosting.functions.discord.store.Members;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Shows a member's server: in the reply and in the member's channel. */
final class ServerDashboard {
  private static final Logger LOG = Logger.getLogger(ServerDashboard.class);

  private final Management management;
  private final Members members;
  private final MemberChannels channels;
  private final Dashboards dashboards;
  private final MemberRoles roles;

  ServerDashboard(
      Management management,
      Members members,
      MemberChannels channels,
      Dashboards dashboards,
      MemberRoles roles) {
    this.management = management;
    this.members = members;
    this.channels = channels;
    this.dashboards = dashboards;
    this.roles = roles;
  }

  /** Shows the server, also in the member's channel, which is made if there is none. */
  void open(InteractionTask task) {
    Optional<JsonNode> instance = find(task);
    if (instance.isEmpty()) {
      task.show(InstanceView.none(task.texts()));
      return;
    }
    task.show(new InstanceView(instance.get(), task.texts()).dashboard());
    ensureChannel(task, instance.get());
    roles.report(task);
    pollProgress(task, instance.get(), true);
  }

  /** Shows the server as it is now. */
  void refresh(InteractionTask task) {
    find(task)
        .ifPresentOrElse(
            instance -> show(task, instance), () -> task.show(InstanceView.none(task.texts())));
  }

  /** Shows a server that the task has changed, until it rests. */
  void showChange(InteractionTask task, JsonNode instance) {
    boolean pressedInChannel = show(task, instance);
    pollProgress(task, instance, !pressedInChannel);
    roles.report(task);
  }

  /** Shows the server in the member's channel alone. */
  void showInChannel(InteractionTask task, JsonNode instance) {
    dashboards.show(task.user(), new InstanceView(instance, task.texts()).dashboard());
  }

  /**
   * Shows the server in the member's channel, which is made if there is none, unless the server is
   * being destroyed. The server does not depend on the channel; the next dashboard tries again.
   */
  void ensureChannel(InteractionTask task, JsonNode instance) {
    try {
      task.interaction()
          .guildId()
          .filter(guild -> !InstanceView.isBeingDestroyed(instance))
          .ifPresent(
              guild -> channels.ensure(task.user(), guild, instance.path("subdomain").asText()));
    } catch (RuntimeException e) {
      LOG.warn("Could not make a member's channel", e);
    }
    showInChannel(task, instance);
  }

  /**
   * Keeps the dashboard in the member's channel up to date until the server rests.
   *
   * @param inReply whether the reply shows the dashboard, too
   */
  static void pollProgress(InteractionTask task, JsonNode instance, boolean inReply) {
    if (InstanceView.isInMotion(instance)) {
      task.pollProgress(inReply);
    }
  }

  /** Whether the reply is the dashboard in the member's channel itself. */
  private boolean show(InteractionTask task, JsonNode instance) {
    task.show(new InstanceView(instance, task.texts()).dashboard());
    boolean pressedInChannel =
        members.get(task.user()).dashboardId().filter(task.messageId()::equals).isPresent();
    if (!pressedInChannel) {
      showInChannel(task, instance);
    }
    return pressedInChannel;
  }

  /** The member's server; empty when there is none. */
  private Optional<JsonNode> find(InteractionTask task) {
    try {
      return Optional.of(management.perform(ManagementRequest.of("status", task.user())));
    } catch (PlatformException e) {
      if (e.code() != ErrorCode.INSTANCE_NOT_FOUND) {
        throw e;
      }
      return Optional.empty();
    }
  }
}
