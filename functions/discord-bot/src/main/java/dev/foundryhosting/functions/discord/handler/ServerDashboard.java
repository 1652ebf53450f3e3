/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.channel.Dashboards;
import dev.foundryhosting.functions.discord.channel.MemberChannels;
import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.interaction.Reply;
import dev.foundryhosting.functions.discord.store.Members;
import dev.foundryhosting.functions.discord.store.Members.WaitingReply;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.usage.Prices;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Shows a member's server: in the reply and in the member's channel. */
final class ServerDashboard {
  private static final Logger LOG = Logger.getLogger(ServerDashboard.class);

  private final Members members;
  private final MemberChannels channels;
  private final Dashboards dashboards;
  private final ServerMessages messages;
  private final MemberRoles roles;
  private final Prices prices;

  ServerDashboard(
      Members members,
      MemberChannels channels,
      Dashboards dashboards,
      ServerMessages messages,
      MemberRoles roles,
      Prices prices) {
    this.members = members;
    this.channels = channels;
    this.dashboards = dashboards;
    this.messages = messages;
    this.roles = roles;
    this.prices = prices;
  }

  /** Shows the server, also in the member's channel, which is made if there is none. */
  void open(InteractionTask task) {
    Optional<InstanceAnswer> instance = find(task);
    if (instance.isEmpty()) {
      task.show(InstanceView.none(task.texts()));
      return;
    }
    task.show(new InstanceView(instance.get(), task.texts()).dashboard(prices));
    ensureChannel(task, instance.get());
    roles.report(task);
    keepShowing(task, instance.get(), true);
  }

  /** Shows the server as it is now. */
  void refresh(InteractionTask task) {
    find(task)
        .ifPresentOrElse(
            instance -> show(task, instance), () -> task.show(InstanceView.none(task.texts())));
  }

  /** Shows a server that the task has changed, until it rests. */
  void showChange(InteractionTask task, InstanceAnswer instance) {
    boolean pressedInChannel = show(task, instance);
    keepShowing(task, instance, !pressedInChannel);
    roles.report(task);
  }

  /** Shows the server in the member's channel alone. */
  void showInChannel(InteractionTask task, InstanceAnswer instance) {
    dashboards.show(task.user(), new InstanceView(instance, task.texts()).dashboard(prices));
  }

  /**
   * Shows the server in the member's channel, which is made if there is none, unless the server is
   * being destroyed. The server does not depend on the channel; the next dashboard tries again.
   */
  void ensureChannel(InteractionTask task, InstanceAnswer instance) {
    try {
      task.interaction()
          .guildId()
          .filter(guild -> !instance.status().is(Status.DESTROYING))
          .ifPresent(guild -> channels.ensure(task.user(), guild, instance.subdomain()));
    } catch (RuntimeException e) {
      LOG.warn("Could not make a member's channel", e);
    }
    showInChannel(task, instance);
  }

  /**
   * Has the platform's events edit what shows the server, until it rests.
   *
   * @param inReply whether the reply shows it, too
   */
  void keepShowing(InteractionTask task, InstanceAnswer shown, boolean inReply) {
    if (!InstanceView.isInMotion(shown)) {
      return;
    }
    try {
      if (inReply) {
        Interaction interaction = task.interaction();
        members.waitsIn(
            task.user(),
            new WaitingReply(interaction.reply(), interaction.language()),
            Reply.endOf(interaction.receivedAt()));
      }
      // An event that came before the note could not edit the reply.
      messages.updateFrom(shown, task.user(), () -> find(task));
    } catch (PlatformException e) {
      LOG.warn("Could not keep a dashboard up to date; the next event tries again", e);
    }
  }

  /** Whether the reply is the dashboard in the member's channel itself. */
  private boolean show(InteractionTask task, InstanceAnswer instance) {
    task.show(new InstanceView(instance, task.texts()).dashboard(prices));
    String pressedOn = task.interaction().input().messageId();
    boolean pressedInChannel =
        members.get(task.user()).dashboardId().filter(pressedOn::equals).isPresent();
    if (!pressedInChannel) {
      showInChannel(task, instance);
    }
    return pressedInChannel;
  }

  /** The member's server; empty when there is none. */
  static Optional<InstanceAnswer> find(InteractionTask task) {
    try {
      return Optional.of(task.perform(Action.STATUS));
    } catch (PlatformException e) {
      if (e.code() != ErrorCode.INSTANCE_NOT_FOUND) {
        throw e;
      }
      return Optional.empty();
    }
  }
}
