/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.PageRequest;
import dev.foundryhosting.api.SessionAnswer;
import dev.foundryhosting.api.SessionRequest;
import dev.foundryhosting.functions.discord.command.SlashCommand;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.interaction.InteractionResponse;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Embed;
import dev.foundryhosting.functions.discord.message.Language;
import dev.foundryhosting.functions.discord.message.Markdown;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.store.Members;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.session.SessionStatus;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Lists a member's sessions that are not over, and cancels the one that the member selects. */
final class ListSessions extends InteractionHandler {
  static final InteractionId SESSIONS = InteractionId.ofOwner("sessions", 1).alsoOutside();
  private static final InteractionId CANCEL =
      InteractionId.ofOwner("cancel-session", 1).alsoOutside();

  private static final String TIME_ZONE = "timezone";
  private static final DateTimeFormatter MENU_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
  private static final Set<SessionStatus> CANCELLABLE =
      Set.of(SessionStatus.SCHEDULED, SessionStatus.PREPARING);

  private final Members members;

  ListSessions(Members members) {
    this.members = members;
    respond(
        SlashCommand.SESSIONS.idOf(TIME_ZONE),
        (typing, texts) ->
            InteractionResponse.autocompleteResult(TimeZones.proposals(typing.input().text())));
    reply(SlashCommand.SESSIONS.id(), this::list);
    reply(SESSIONS, this::list);
    update(CANCEL, this::cancel);
  }

  /** A time zone that was given is kept. */
  private void list(InteractionTask task) {
    task.value(TIME_ZONE)
        .ifPresent(zone -> members.plansIn(task.user(), SessionDraftInput.zone(zone)));
    Texts texts = task.texts();
    List<SessionAnswer> sessions =
        task.perform(Action.LIST_SESSIONS, PageRequest.first()).sessions().stream()
            .filter(session -> session.status().known().map(SessionStatus::open).orElse(true))
            .toList();
    String lines =
        sessions.stream().map(each -> line(each, texts)).collect(Collectors.joining("\n"));
    ZoneId zone = members.get(task.user()).zone().orElse(usualZone(texts.language()));
    Message message =
        Message.of(
                Embed.of(
                    Embed.Color.CALM,
                    texts.get("sessions.title"),
                    (lines.isEmpty() ? texts.get("sessions.none") : lines)
                        + "\n\n"
                        + texts.get("sessions.zone", zone.getId())))
            .row(PlanSession.button(task.user(), zone, texts.get("plan.new")));
    List<Component.Choice> cancellable =
        sessions.stream()
            .filter(each -> each.status().known().filter(CANCELLABLE::contains).isPresent())
            .map(ListSessions::choice)
            .toList();
    task.show(
        cancellable.isEmpty()
            ? message
            : message.row(
                new Component.Select(
                    CANCEL.with(task.user().value()), texts.get("sessions.cancel"), cancellable)));
  }

  private void cancel(InteractionTask task) {
    SessionId session = new SessionId(task.selected());
    task.perform(Action.CANCEL_SESSION, new SessionRequest.Cancel(session));
    list(task);
  }

  private static String line(SessionAnswer session, Texts texts) {
    return "**%s** (%s)\n%s"
        .formatted(
            Markdown.escape(session.title()),
            texts.word("session.", session.status().text()),
            Markdown.timeAndRelative(session.startsAt()));
  }

  /** Menus show no times in the reader's zone, so this one is in the session's own. */
  private static Component.Choice choice(SessionAnswer session) {
    ZoneId zone =
        session
            .timeZone()
            .filter(ZoneId.getAvailableZoneIds()::contains)
            .map(ZoneId::of)
            .orElse(ZoneOffset.UTC);
    return Component.Choice.of(
        session.title(),
        " · " + MENU_TIME.format(session.startsAt().atZone(zone)),
        session.sessionId().value());
  }

  private static ZoneId usualZone(Language language) {
    return switch (language) {
      case GERMAN -> ZoneId.of("Europe/Berlin");
      case ENGLISH -> ZoneId.of("UTC");
    };
  }
}
