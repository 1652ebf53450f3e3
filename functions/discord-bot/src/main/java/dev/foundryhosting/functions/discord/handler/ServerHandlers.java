package dev.foundryhosting.functions.discord.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.channel.Dashboards;
import dev.foundryhosting.functions.discord.channel.MemberChannels;
import dev.foundryhosting.functions.discord.interaction.ReplyAddress;
import dev.foundryhosting.functions.discord.message.Markdown;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.platform.ManagementRequest;
import dev.foundryhosting.functions.discord.store.Member;
import dev.foundryhosting.functions.discord.store.Members;
import dev.foundryhosting.functions.discord.view.InstanceView;
import dev.foundryhosting.functions.discord.view.Lending;
import dev.foundryhosting.functions.discord.view.Times;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/** A member's own server: its dashboard and what is pressed there. */
final class ServerHandlers {
  private static final Logger LOG = Logger.getLogger(ServerHandlers.class);

  private final Management management;
  private final Members members;
  private final MemberChannels channels;
  private final Dashboards dashboards;
  private final MemberRoles roles;

  ServerHandlers(
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

  /** The dashboard, here and in the member's channel. */
  Optional<ProgressPoll> dashboard(InteractionTask job) {
    Optional<JsonNode> found = find(job);
    if (found.isEmpty()) {
      job.reply().edit(InstanceView.none(job.texts()));
      return Optional.empty();
    }
    JsonNode instance = found.get();
    job.reply().edit(new InstanceView(instance, job.texts()).dashboard());
    ensureChannel(job, instance);
    roles.tell(job);
    return watch(job, instance, false);
  }

  /** An action that changes the server; afterwards its dashboard shows it. */
  Optional<ProgressPoll> perform(InteractionTask job, ManagementRequest request) {
    Optional<ProgressPoll> watch = show(job, management.perform(request));
    roles.tell(job);
    return watch;
  }

  /** The dashboard as it is now. */
  Optional<ProgressPoll> refresh(InteractionTask job) {
    find(job)
        .ifPresentOrElse(
            instance -> show(job, instance),
            () -> job.reply().edit(InstanceView.none(job.texts())));
    return Optional.empty();
  }

  /** Keeps the server running, and says until when. */
  void prolong(InteractionTask job, String minutes) {
    JsonNode instance = management.perform(keepAlive(job, minutes));
    String told =
        Times.find(instance, "keptAliveUntil")
            .map(until -> job.texts().get("prolonged.until", Markdown.time(until)))
            .orElseGet(() -> job.texts().get("prolonged"));
    job.reply().edit(Message.text(told));
    dashboards.show(job.user(), new InstanceView(instance, job.texts()).dashboard());
  }

  ManagementRequest keepAlive(InteractionTask job, String minutes) {
    return ManagementRequest.of("keep-alive", job.user())
        .with("minutes", Integer.parseInt(minutes));
  }

  void adminKey(InteractionTask job) {
    job.reply().edit(adminKeyMessage(job, ""));
  }

  /** The admin key below another text; only where the person alone sees it. */
  Message adminKeyMessage(InteractionTask job, String before) {
    String key =
        management
            .perform(ManagementRequest.of("get-admin-key", job.user()))
            .path("adminKey")
            .asText();
    return Message.text(before + job.texts().get("admin-key", Markdown.hidden(key))).asSecret();
  }

  /** Destroys the server, if the name that was typed is its name. */
  Optional<ProgressPoll> destroy(InteractionTask job, boolean keepLending) {
    JsonNode instance = management.perform(ManagementRequest.of("status", job.user()));
    String name = instance.path("subdomain").asText();
    if (!job.input("confirmation").toLowerCase(Locale.ROOT).equals(name)) {
      job.reply().edit(Message.text(job.texts().get("destroy.mistyped", Markdown.escape(name))));
      return Optional.empty();
    }
    JsonNode destroyed =
        management.perform(
            ManagementRequest.of("destroy", job.user()).with("keepLicenseSharing", keepLending));
    boolean stays = keepLending && Lending.lends(destroyed.path("license"));
    job.reply().edit(Message.text(job.texts().get(stays ? "destroyed.lending" : "destroyed")));
    if (!stays) {
      channels.drop(job.user());
      return Optional.empty();
    }
    dashboards.show(job.user(), new InstanceView(destroyed, job.texts()).dashboard());
    return watch(job, destroyed, true);
  }

  /**
   * Shows the dashboard in the member's channel, which is made if there is none, unless the server
   * goes. The server stands whether Discord makes a channel or not; the next dashboard tries again.
   */
  void ensureChannel(InteractionTask job, JsonNode instance) {
    try {
      job.interaction()
          .guildId()
          .filter(guild -> !InstanceView.goes(instance))
          .ifPresent(
              guild -> channels.ensure(job.user(), guild, instance.path("subdomain").asText()));
    } catch (RuntimeException e) {
      LOG.warn("Could not make a member's channel", e);
    }
    dashboards.show(job.user(), new InstanceView(instance, job.texts()).dashboard());
  }

  /** The member's server; empty when there is none. */
  private Optional<JsonNode> find(InteractionTask job) {
    try {
      return Optional.of(management.perform(ManagementRequest.of("status", job.user())));
    } catch (PlatformException e) {
      if (e.code() != ErrorCode.INSTANCE_NOT_FOUND) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private Optional<ProgressPoll> show(InteractionTask job, JsonNode instance) {
    Message dashboard = new InstanceView(instance, job.texts()).dashboard();
    job.reply().edit(dashboard);
    Member member = members.get(job.user());
    boolean pressedThere = member.dashboardId().filter(job.pressedOn()::equals).isPresent();
    if (!pressedThere) {
      dashboards.show(job.user(), dashboard);
    }
    return watch(job, instance, pressedThere);
  }

  /** The dashboard in the channel is watched in any case: it needs no token. */
  private static Optional<ProgressPoll> watch(
      InteractionTask job, JsonNode instance, boolean replyIsInChannel) {
    if (!InstanceView.isInMotion(instance)) {
      return Optional.empty();
    }
    Optional<ReplyAddress> reply =
        replyIsInChannel ? Optional.empty() : Optional.of(job.interaction().reply());
    return Optional.of(
        new ProgressPoll(
            job.user(), job.interaction().language(), reply, job.interaction().receivedAt(), 0));
  }
}
