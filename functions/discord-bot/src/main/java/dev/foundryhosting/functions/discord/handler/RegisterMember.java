package dev.foundryhosting.functions.discord.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.interaction.InteractionHandler;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.interaction.InteractionResponse;
import dev.foundryhosting.functions.discord.interaction.InteractionResponse.ChannelMessage;
import dev.foundryhosting.functions.discord.interaction.InteractionResponse.ShowModal;
import dev.foundryhosting.functions.discord.interaction.InteractionStep;
import dev.foundryhosting.functions.discord.interaction.InteractionTask;
import dev.foundryhosting.functions.discord.interaction.Person;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Modal;
import dev.foundryhosting.functions.discord.message.Modal.Input;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.platform.ManagementRequest;
import dev.foundryhosting.functions.discord.store.Members;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Registers a member: asks how to play, opens the form, makes a server and a channel for it. */
final class RegisterMember implements InteractionHandler {
  private static final Logger LOG = Logger.getLogger(RegisterMember.class);

  private static final InteractionId REGISTER = InteractionId.ofAnybody("register", 0);
  private static final InteractionId CHOICE = InteractionId.ofAnybody("register-as", 1);
  private static final InteractionId FORM = InteractionId.ofAnybody("register-form", 1);

  private static final String OWN = "own";
  private static final String LEND = "lend";
  private static final String POOLED = "pooled";
  private static final int LONGEST_NAME = 32;

  private final Management management;
  private final Members members;
  private final ServerDashboard dashboard;
  private final ShowAdminKey adminKey;

  RegisterMember(
      Management management, Members members, ServerDashboard dashboard, ShowAdminKey adminKey) {
    this.management = management;
    this.members = members;
    this.dashboard = dashboard;
    this.adminKey = adminKey;
  }

  /** A button that leads here; its colour depends on what stands beside it. */
  static Component button(Component.Style style, Texts texts) {
    return new Component.Button(style, texts.get("button.register"), REGISTER.with());
  }

  @Override
  public List<InteractionStep> steps() {
    return List.of(
        InteractionStep.respond(REGISTER, (interaction, texts) -> choice(texts)),
        InteractionStep.respond(CHOICE, RegisterMember::form),
        InteractionStep.reply(FORM, this::register));
  }

  private static InteractionResponse choice(Texts texts) {
    return new ChannelMessage(
        Message.text(texts.get("register.choose"))
            .row(
                Component.primary(texts.get("register.own"), CHOICE.with(OWN)),
                Component.success(texts.get("register.lend"), CHOICE.with(LEND)),
                Component.secondary(texts.get("register.pooled"), CHOICE.with(POOLED))));
  }

  private static InteractionResponse form(Interaction interaction, Texts texts) {
    String kind = interaction.argument(0);
    List<Input> inputs = new ArrayList<>();
    inputs.add(Input.line("name", texts).holding(proposedName(interaction.person())));
    if (!kind.equals(POOLED)) {
      inputs.add(Input.line("foundryUsername", texts).optional());
      inputs.add(Input.line("foundryPassword", texts).optional());
      inputs.add(Input.line("licenseKey", texts).optional());
    }
    return new ShowModal(new Modal(FORM.with(kind), texts.get("register.title"), inputs));
  }

  /** Only what the platform takes as a name; the person may write another. */
  private static String proposedName(Person person) {
    String plain = person.displayName().replaceAll("[^A-Za-z0-9 ._-]", "").strip();
    return plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME).strip() : plain;
  }

  private void register(InteractionTask task) {
    if (task.interaction().guildId().isEmpty()) {
      task.say("register.not-here");
      return;
    }
    members.speaks(task.user(), task.interaction().language());
    JsonNode instance = management.perform(creation(task));
    dashboard.ensureChannel(task, instance);
    String channel =
        members
            .get(task.user())
            .channelId()
            .map(id -> task.texts().get("registered.channel", id))
            .orElseGet(() -> task.texts().get("registered.no-channel"));
    String done = task.texts().get("registered", instance.path("url").asText(), channel) + "\n";
    task.show(withKey(task, done));
    ServerDashboard.pollProgress(task, instance, false);
  }

  private static ManagementRequest creation(InteractionTask task) {
    String kind = task.argument(0);
    ManagementRequest request =
        ManagementRequest.of("create", task.user()).with("username", task.field("name"));
    return kind.equals(POOLED)
        ? request.with("licenseType", "pooled")
        : request
            .with("licenseType", "byol")
            .with("shareLicense", kind.equals(LEND))
            .withIfAny("foundryUsername", task.field("foundryUsername"))
            .withIfAny("foundryPassword", task.field("foundryPassword"))
            .withIfAny("licenseKey", task.field("licenseKey"));
  }

  /** The key may not exist yet; then the button on the dashboard shows it later. */
  private Message withKey(InteractionTask task, String done) {
    try {
      return adminKey.message(task, done);
    } catch (PlatformException e) {
      LOG.debug("No admin key yet", e);
      return Message.text(done + task.texts().get("registered.key-later"));
    }
  }
}
