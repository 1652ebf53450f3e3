package dev.foundryhosting.functions.discord.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.interaction.CustomId;
import dev.foundryhosting.functions.discord.interaction.Verb;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Embed;
import dev.foundryhosting.functions.discord.message.Markdown;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.platform.ManagementRequest;
import dev.foundryhosting.functions.discord.store.Drafts;
import dev.foundryhosting.functions.discord.view.InstanceView;
import dev.foundryhosting.functions.discord.view.Overview;
import dev.foundryhosting.platform.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/** What administrators see and steer. */
final class AdminHandlers {
  private static final Logger LOG = Logger.getLogger(AdminHandlers.class);

  /** As many as a menu shows. */
  private static final int SERVERS = 25;

  /** As many as the platform lists at once. */
  private static final int PAGE = 100;

  private static final String NOBODY = "-";

  private final Management management;
  private final Drafts drafts;

  AdminHandlers(Management management, Drafts drafts) {
    this.management = management;
    this.drafts = drafts;
  }

  void overview(InteractionTask job) {
    Texts texts = job.texts();
    JsonNode figures = management.perform(byAdministrator("admin-overview", job));
    JsonNode servers =
        management
            .perform(byAdministrator("list-all", job).with("limit", SERVERS))
            .path("instances");
    Message message =
        Message.of(Overview.of(figures, servers, texts))
            .row(
                Component.secondary(texts.get("button.refresh"), CustomId.of(Verb.ADMIN_OVERVIEW)),
                ask(AdminAction.MAINTENANCE_ON, NOBODY, texts),
                ask(AdminAction.MAINTENANCE_OFF, NOBODY, texts),
                ask(AdminAction.CANCEL_ALL, NOBODY, texts),
                ask(AdminAction.RESET, NOBODY, texts));
    List<Component.Choice> choices = new ArrayList<>();
    servers.forEach(
        server ->
            choices.add(
                Component.Choice.of(
                    server.path("username").asText(),
                    " · " + status(server, texts),
                    server.path("userId").asText())));
    job.reply()
        .edit(
            choices.isEmpty()
                ? message
                : message.row(
                    new Component.Select(
                        CustomId.of(Verb.ADMIN_DETAIL), texts.get("admin.detail"), choices)));
  }

  /** One server, with what can be done to it. */
  void detail(InteractionTask job) {
    Texts texts = job.texts();
    UserId concerned = new UserId(job.selected());
    JsonNode instance =
        management.perform(ManagementRequest.byAdministrator("status", job.user(), concerned));
    Embed embed =
        new InstanceView(instance, texts)
            .embed()
            .with(texts.get("admin.owner"), "<@" + concerned + ">");
    List<Component> buttons = new ArrayList<>();
    buttons.add(ask(AdminAction.FORCE_STOP, concerned.value(), texts));
    String session = instance.path("nextSession").path("sessionId").asText("");
    if (!session.isEmpty()) {
      buttons.add(ask(AdminAction.CANCEL_SESSION, session, texts));
    }
    buttons.add(Component.secondary(texts.get("admin.back"), CustomId.of(Verb.ADMIN_OVERVIEW)));
    job.reply().edit(Message.of(embed).row(buttons));
  }

  /** Asks whether it is meant; only who asked can say so. */
  void confirm(InteractionTask job, AdminAction action, String target, String reason) {
    String draft =
        drafts.keep(
            Map.of(
                "action",
                action.code(),
                "target",
                target,
                "reason",
                reason,
                "by",
                job.user().value()));
    Texts texts = job.texts();
    job.reply()
        .edit(
            Message.text(
                    texts.get(
                        "admin.sure." + action.code(),
                        shown(action, target),
                        Markdown.escape(reason)))
                .row(
                    Component.danger(texts.get("yes"), CustomId.of(Verb.ADMIN_DO, draft)),
                    Component.secondary(texts.get("no"), CustomId.of(Verb.NEVER_MIND))));
  }

  /** Does what was confirmed. */
  void perform(InteractionTask job, String draftId) {
    Optional<Map<String, String>> draft =
        drafts.find(draftId).filter(d -> job.user().value().equals(d.get("by")));
    Optional<AdminAction> action = draft.flatMap(d -> AdminAction.named(d.get("action")));
    if (action.isEmpty()) {
      job.reply().edit(Message.text(job.texts().get("draft.gone")));
      return;
    }
    management.perform(
        action
            .get()
            .request(
                job.user(), draft.get().get("target"), draft.get().getOrDefault("reason", "")));
    drafts.drop(draftId);
    job.reply()
        .edit(
            Message.text(job.texts().get("admin.done." + action.get().code()))
                .row(
                    Component.secondary(
                        job.texts().get("admin.back"), CustomId.of(Verb.ADMIN_OVERVIEW))));
  }

  /** Writes a line that is found in the log by the id that the administrator is told. */
  void testLog(InteractionTask job) {
    LOG.warnf("A test of the log, asked for by %s, request %s", job.user(), job.requestId());
    job.reply().edit(Message.text(job.texts().get("admin.test-log", job.requestId())));
  }

  /** Looks at every licence, lent or not, and also at those whose owner has no server any more. */
  void cleanup(InteractionTask job) {
    Set<String> owners = new TreeSet<>();
    management
        .perform(byAdministrator("license-pool-status", job))
        .path("licenses")
        .forEach(license -> owners.add(license.path("ownerId").asText()));
    String cursor = "";
    do {
      JsonNode page =
          management.perform(
              byAdministrator("list-all", job).with("limit", PAGE).withIfAny("cursor", cursor));
      for (JsonNode server : page.path("instances")) {
        if (server.has("license")) {
          owners.add(server.path("userId").asText());
        }
      }
      cursor = page.path("cursor").asText("");
    } while (!cursor.isEmpty());
    owners.forEach(owner -> cleanup(job, new UserId(owner)));
    job.reply().edit(Message.text(job.texts().get("admin.cleaned", owners.size())));
  }

  private void cleanup(InteractionTask job, UserId owner) {
    try {
      management.perform(
          ManagementRequest.byAdministrator("manage-license-state", job.user(), owner)
              .with("operation", "cleanup_orphaned"));
    } catch (PlatformException e) {
      // Whoever has gone meanwhile has left nothing to tidy up.
      if (e.code() != ErrorCode.LICENSE_NOT_FOUND) {
        throw e;
      }
    }
  }

  private static ManagementRequest byAdministrator(String action, InteractionTask job) {
    return ManagementRequest.byAdministrator(action, job.user());
  }

  private static String status(JsonNode server, Texts texts) {
    String status = server.path("status").asText();
    return texts.getOr("status." + status, status);
  }

  private static Component ask(AdminAction action, String target, Texts texts) {
    return Component.danger(
        texts.get("admin.ask." + action.code()),
        CustomId.of(Verb.ADMIN_ASK, action.code(), target));
  }

  private static String shown(AdminAction action, String target) {
    return action == AdminAction.FORCE_STOP ? "<@" + target + ">" : Markdown.escape(target);
  }
}
