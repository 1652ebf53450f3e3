package dev.foundryhosting.functions.discord.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.functions.discord.command.SlashCommand;
import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.interaction.InteractionHandler;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.interaction.InteractionResponse;
import dev.foundryhosting.functions.discord.interaction.InteractionResponse.AutocompleteResult;
import dev.foundryhosting.functions.discord.interaction.InteractionStep;
import dev.foundryhosting.functions.discord.interaction.InteractionTask;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Embed;
import dev.foundryhosting.functions.discord.message.Language;
import dev.foundryhosting.functions.discord.message.Markdown;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.platform.ManagementRequest;
import dev.foundryhosting.functions.discord.store.Members;
import dev.foundryhosting.functions.discord.view.Times;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Lists a member's sessions that are not over. */
final class ListSessions implements InteractionHandler {
  private static final InteractionId SESSIONS = InteractionId.ofOwner("sessions", 1);
  private static final String TIME_ZONE = "timezone";

  private static final DateTimeFormatter MENU_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
  private static final Set<String> CANCELLABLE = Set.of("scheduled", "preparing");
  private static final Set<String> OVER = Set.of("completed", "cancelled", "failed");

  private final Management management;
  private final Members members;

  ListSessions(Management management, Members members) {
    this.management = management;
    this.members = members;
  }

  static Component button(String owner, Texts texts) {
    return Component.secondary(texts.get("button.sessions"), SESSIONS.with(owner));
  }

  @Override
  public List<InteractionStep> steps() {
    return List.of(
        InteractionStep.reply(SESSIONS, this::list),
        InteractionStep.reply(SlashCommand.SESSIONS.id(), this::listIn),
        InteractionStep.respond(
            SlashCommand.SESSIONS.idOf(TIME_ZONE), (interaction, texts) -> proposals(interaction)));
  }

  private static InteractionResponse proposals(Interaction interaction) {
    return new AutocompleteResult(
        interaction.input() instanceof Interaction.Autocomplete typing
            ? TimeZones.proposals(typing.typed())
            : List.of());
  }

  /** As {@link #list}; keeps the time zone that was given. */
  private void listIn(InteractionTask task) {
    if (!task.option(TIME_ZONE).isEmpty()) {
      members.plansIn(task.user(), SessionDraftInput.zone(task.option(TIME_ZONE)));
    }
    list(task);
  }

  void list(InteractionTask task) {
    Texts texts = task.texts();
    List<Component.Choice> cancellable = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    for (JsonNode session :
        management.perform(ManagementRequest.of("list-sessions", task.user())).path("sessions")) {
      String status = session.path("status").asText();
      if (!OVER.contains(status)) {
        lines.append(line(session, texts));
      }
      if (CANCELLABLE.contains(status)) {
        cancellable.add(choice(session));
      }
    }
    ZoneId zone = members.get(task.user()).zone().orElse(usualZone(texts.language()));
    Embed embed =
        Embed.of(
            Embed.Color.CALM,
            texts.get("sessions.title"),
            (lines.isEmpty() ? texts.get("sessions.none") : lines.toString().strip())
                + "\n\n"
                + texts.get("sessions.zone", zone.getId()));
    Message message =
        Message.of(embed).row(PlanSession.button(task.user(), zone, texts.get("plan.new")));
    task.show(
        cancellable.isEmpty()
            ? message
            : message.row(CancelSession.menu(task.user(), cancellable, texts)));
  }

  private static String line(JsonNode session, Texts texts) {
    String status = session.path("status").asText();
    return "**%s** (%s)\n%s\n"
        .formatted(
            Markdown.escape(session.path("title").asText("")),
            texts.getOr("session." + status, Markdown.escape(status)),
            Times.find(session, "startsAt")
                .map(at -> Markdown.time(at) + " " + Markdown.relative(at))
                .orElse(""));
  }

  /** Menus show no times in the reader's zone, so this one is in the session's own. */
  private static Component.Choice choice(JsonNode session) {
    String when =
        Times.find(session, "startsAt")
            .map(at -> " · " + MENU_TIME.format(at.atZone(zoneOf(session))))
            .orElse("");
    String id = session.path("sessionId").asText();
    return Component.Choice.of(session.path("title").asText(id), when, id);
  }

  private static ZoneId zoneOf(JsonNode session) {
    String zone = session.path("timeZone").asText("");
    return ZoneId.getAvailableZoneIds().contains(zone) ? ZoneId.of(zone) : ZoneOffset.UTC;
  }

  private static ZoneId usualZone(Language language) {
    return switch (language) {
      case GERMAN -> ZoneId.of("Europe/Berlin");
      case ENGLISH -> ZoneId.of("UTC");
    };
  }
}
