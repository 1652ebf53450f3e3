package dev.foundryhosting.functions.discord.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.functions.discord.interaction.CustomId;
import dev.foundryhosting.functions.discord.interaction.Language;
import dev.foundryhosting.functions.discord.interaction.Verb;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Embed;
import dev.foundryhosting.functions.discord.message.Markdown;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.platform.ManagementRequest;
import dev.foundryhosting.functions.discord.store.Drafts;
import dev.foundryhosting.functions.discord.store.Members;
import dev.foundryhosting.functions.discord.view.Times;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Planning: a member's sessions, new ones, and those that are cancelled. */
final class SessionHandlers {
  private static final DateTimeFormatter MENU_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  private static final Set<String> TO_COME = Set.of("scheduled", "preparing");
  private static final Set<String> OVER = Set.of("completed", "cancelled", "failed");

  private final Management management;
  private final Members members;
  private final Drafts drafts;

  SessionHandlers(Management management, Members members, Drafts drafts) {
    this.management = management;
    this.members = members;
    this.drafts = drafts;
  }

  /** The sessions that are not over; a time zone that was given is remembered. */
  void list(InteractionTask job) {
    if (!job.option("timezone").isEmpty()) {
      members.plansIn(job.user(), SessionDraftInput.zone(job.option("timezone")));
    }
    job.reply().edit(overview(job));
  }

  /** Shows what was written into the form, and whether there is a licence for it. */
  void propose(InteractionTask job) {
    SessionDraftInput plan = SessionDraftInput.of(job);
    members.plansIn(job.user(), plan.zone());
    JsonNode answer =
        management.perform(
            ManagementRequest.of("check-availability", job.user())
                .with("startsAt", plan.startsAt().toOffsetDateTime().toString())
                .with("endsAt", plan.endsAt().toOffsetDateTime().toString()));
    boolean available = answer.path("available").asBoolean();
    Texts texts = job.texts();
    Embed embed =
        Embed.of(
            available ? Embed.Color.GOOD : Embed.Color.BAD,
            Markdown.escape(plan.title()),
            times(plan.startsAt().toInstant(), plan.endsAt().toInstant())
                + "\n\n"
                + (available
                    ? texts.get("plan.available", answer.path("licenses").size())
                    : notAvailable(texts, answer)));
    List<Component> buttons = new ArrayList<>();
    if (available) {
      String draft = drafts.keep(plan.notes());
      buttons.add(
          Component.success(
              texts.get("plan.book"), CustomId.of(Verb.PLAN_BOOK, job.user().value(), draft)));
    }
    buttons.add(planButton(job, plan.zone(), "plan.other-time"));
    buttons.add(Component.secondary(texts.get("no"), CustomId.of(Verb.NEVER_MIND)));
    job.reply().edit(Message.of(embed).row(buttons));
  }

  /** Books what was proposed; its place may be taken meanwhile. */
  void book(InteractionTask job, String draftId) {
    Optional<Map<String, String>> draft = drafts.find(draftId);
    if (draft.isEmpty()) {
      job.reply().edit(Message.text(job.texts().get("draft.gone")));
      return;
    }
    SessionDraftInput plan = SessionDraftInput.of(draft.get());
    JsonNode session =
        management.perform(
            ManagementRequest.of("schedule-session", job.user())
                .withIfAny("title", plan.title())
                .withIfAny("description", plan.description())
                // With their offsets: a night in which the clocks go back has an hour twice.
                .with("startsAt", plan.startsAt().toOffsetDateTime().toString())
                .with("endsAt", plan.endsAt().toOffsetDateTime().toString())
                .with("timeZone", plan.zone().getId()));
    drafts.drop(draftId);
    job.reply()
        .edit(
            Message.of(
                Embed.of(
                    Embed.Color.GOOD,
                    job.texts().get("plan.booked"),
                    Markdown.escape(session.path("title").asText(plan.title()))
                        + "\n"
                        + times(plan.startsAt().toInstant(), plan.endsAt().toInstant()))));
  }

  /** Cancels the session that was selected. */
  void cancel(InteractionTask job) {
    management.perform(
        ManagementRequest.of("cancel-session", job.user()).with("sessionId", job.selected()));
    job.reply().edit(overview(job));
  }

  private Message overview(InteractionTask job) {
    Texts texts = job.texts();
    List<Component.Choice> cancellable = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    for (JsonNode session :
        management.perform(ManagementRequest.of("list-sessions", job.user())).path("sessions")) {
      String status = session.path("status").asText();
      if (!OVER.contains(status)) {
        lines.append(line(session, texts));
      }
      if (TO_COME.contains(status)) {
        cancellable.add(choice(session));
      }
    }
    ZoneId zone = members.get(job.user()).zone().orElse(usualZone(texts.language()));
    Embed embed =
        Embed.of(
            Embed.Color.CALM,
            texts.get("sessions.title"),
            (lines.isEmpty() ? texts.get("sessions.none") : lines.toString().strip())
                + "\n\n"
                + texts.get("sessions.zone", zone.getId()));
    Message message = Message.of(embed).row(planButton(job, zone, "plan.new"));
    return cancellable.isEmpty()
        ? message
        : message.row(
            new Component.Select(
                CustomId.of(Verb.CANCEL_SESSION, job.user().value()),
                texts.get("sessions.cancel"),
                cancellable));
  }

  private static Component planButton(InteractionTask job, ZoneId zone, String text) {
    return Component.primary(
        job.texts().get(text), CustomId.of(Verb.PLAN, job.user().value(), zone.getId()));
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

  private static String times(Instant startsAt, Instant endsAt) {
    return "%s – %s\n%s"
        .formatted(Markdown.time(startsAt), Markdown.time(endsAt), Markdown.relative(startsAt));
  }

  /** Who can book nothing at all is told why; else it is the time. */
  private static String notAvailable(Texts texts, JsonNode answer) {
    return answer.has("reason")
        ? Markdown.escape(answer.path("reason").asText())
        : texts.get("plan.taken") + conflicts(answer.path("conflicts"));
  }

  private static String conflicts(JsonNode conflicts) {
    StringBuilder lines = new StringBuilder();
    for (JsonNode conflict : conflicts) {
      Times.find(conflict, "startsAt")
          .ifPresent(
              from ->
                  lines
                      .append("\n")
                      .append(Markdown.time(from))
                      .append(
                          Times.find(conflict, "endsAt")
                              .map(to -> " – " + Markdown.time(to))
                              .orElse("")));
    }
    return lines.toString();
  }

  private static ZoneId usualZone(Language language) {
    return switch (language) {
      case GERMAN -> ZoneId.of("Europe/Berlin");
      case ENGLISH -> ZoneId.of("UTC");
    };
  }
}
