package dev.foundryhosting.functions.discord.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.interaction.ReplyAddress;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.platform.ManagementRequest;
import dev.foundryhosting.functions.discord.store.Members;
import dev.foundryhosting.functions.discord.view.InstanceView;
import dev.foundryhosting.platform.UserId;
import java.util.Optional;
import org.jboss.logging.Logger;

/** A member registers: a server is made, a channel for it, and the admin key is told. */
final class RegistrationHandlers {
  private static final Logger LOG = Logger.getLogger(RegistrationHandlers.class);

  private final Management management;
  private final Members members;
  private final ServerHandlers servers;

  RegistrationHandlers(Management management, Members members, ServerHandlers servers) {
    this.management = management;
    this.members = members;
    this.servers = servers;
  }

  /**
   * @param kind {@code own}, {@code lend} or {@code pooled}
   */
  Optional<ProgressPoll> register(InteractionTask job, String kind) {
    UserId user = job.user();
    if (job.interaction().guildId().isEmpty()) {
      job.reply().edit(Message.text(job.texts().get("register.not-here")));
      return Optional.empty();
    }
    members.speaks(user, job.interaction().language());
    JsonNode instance = management.perform(creation(job, kind));
    String channel = channelOf(job, instance);
    String done = job.texts().get("registered", instance.path("url").asText(), channel);
    job.reply().edit(withKey(job, done));
    return InstanceView.isInMotion(instance)
        ? Optional.of(
            new ProgressPoll(
                user,
                job.interaction().language(),
                Optional.<ReplyAddress>empty(),
                job.interaction().receivedAt(),
                0))
        : Optional.empty();
  }

  private static ManagementRequest creation(InteractionTask job, String kind) {
    ManagementRequest request =
        ManagementRequest.of("create", job.user()).with("username", job.input("name"));
    return kind.equals("pooled")
        ? request.with("licenseType", "pooled")
        : request
            .with("licenseType", "byol")
            .with("shareLicense", kind.equals("lend"))
            .withIfAny("foundryUsername", job.input("foundryUsername"))
            .withIfAny("foundryPassword", job.input("foundryPassword"))
            .withIfAny("licenseKey", job.input("licenseKey"));
  }

  private String channelOf(InteractionTask job, JsonNode instance) {
    servers.ensureChannel(job, instance);
    return members
        .get(job.user())
        .channelId()
        .map(id -> job.texts().get("registered.channel", id))
        .orElseGet(() -> job.texts().get("registered.no-channel"));
  }

  /** The key may not be there yet; then the dashboard's button tells it later. */
  private Message withKey(InteractionTask job, String done) {
    try {
      return servers.adminKeyMessage(job, done + "\n");
    } catch (PlatformException e) {
      LOG.debug("No admin key yet", e);
      return Message.text(done + "\n" + job.texts().get("registered.key-later"));
    }
  }
}
