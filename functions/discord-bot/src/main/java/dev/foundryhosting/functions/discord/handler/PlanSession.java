/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.AvailabilityAnswer;
import dev.foundryhosting.api.SessionAnswer;
import dev.foundryhosting.api.SessionRequest;
import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.interaction.InteractionResponse;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Embed;
import dev.foundryhosting.functions.discord.message.Markdown;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Modal;
import dev.foundryhosting.functions.discord.message.Modal.Input;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.store.Drafts;
import dev.foundryhosting.functions.discord.store.Members;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Plans a session: opens the form, shows whether a licence is free, and books it. */
final class PlanSession extends InteractionHandler {
  private static final InteractionId PLAN = InteractionId.ofOwner("plan", 2);
  private static final InteractionId FORM = InteractionId.ofOwner("plan-form", 1);
  private static final InteractionId BOOK = InteractionId.ofOwner("plan-book", 2);

  private final Members members;
  private final Drafts drafts;

  PlanSession(Members members, Drafts drafts) {
    this.members = members;
    this.drafts = drafts;
    respond(PLAN, PlanSession::form);
    reply(FORM, this::propose);
    update(BOOK, this::book);
  }

  static Component button(UserId owner, ZoneId zone, String label) {
    return Component.primary(label, PLAN.with(owner.value(), zone.getId()));
  }

  private static InteractionResponse form(Interaction interaction, Texts texts) {
    return InteractionResponse.modal(
        new Modal(
            FORM.with(interaction.argument(0)),
            texts.get("plan.title"),
            List.of(
                Input.line("title", texts),
                Input.line("start", texts).hinting(TypedDateTime.example(interaction)),
                Input.line("zone", texts).holding(interaction.argument(1)),
                Input.line("duration", texts).holding("4:00"),
                Input.paragraph("description", texts).optional())));
  }

  private void propose(InteractionTask task) {
    SessionDraftInput plan = SessionDraftInput.of(task);
    members.plansIn(task.user(), plan.zone());
    AvailabilityAnswer answer =
        task.perform(
            Action.CHECK_AVAILABILITY,
            new SessionRequest.CheckAvailability(
                plan.startsAt().toString(), plan.endsAt().toString(), Optional.empty()));
    Texts texts = task.texts();
    List<Component> buttons = new ArrayList<>();
    if (answer.available()) {
      String draft = drafts.keep(plan.notes());
      buttons.add(Component.success(texts.get("plan.book"), BOOK.with(task.user().value(), draft)));
    }
    buttons.add(button(task.user(), plan.zone(), texts.get("plan.other-time")));
    buttons.add(NeverMind.button(texts));
    task.show(
        Message.of(
                Embed.of(
                    answer.available() ? Embed.Color.GOOD : Embed.Color.BAD,
                    Markdown.escape(plan.title()),
                    times(plan)
                        + taken(task)
                        + "\n\n"
                        + availability(answer, texts)
                        + notes(answer.notes())))
            .row(buttons));
  }

  /** The time may be taken meanwhile. */
  private void book(InteractionTask task) {
    String draftId = task.argument(1);
    Optional<SessionDraftInput> draft = drafts.find(draftId).map(SessionDraftInput::of);
    if (draft.isEmpty()) {
      task.say("draft.gone");
      return;
    }
    SessionDraftInput plan = draft.get();
    SessionAnswer session =
        task.perform(
            Action.SCHEDULE_SESSION,
            new SessionRequest.Schedule(
                plan.startsAt().toString(),
                plan.endsAt().toString(),
                Optional.of(plan.zone().getId()),
                Optional.of(plan.title()).filter(text -> !text.isEmpty()),
                Optional.of(plan.description()).filter(text -> !text.isEmpty()),
                Optional.empty()));
    drafts.drop(draftId);
    task.show(
        Message.of(
            Embed.of(
                Embed.Color.GOOD,
                task.texts().get("plan.booked"),
                Markdown.escape(session.title()) + "\n" + times(plan) + notes(session.notes()))));
  }

  /** A day that another reader would take for the month is shown as it was taken. */
  private static String taken(InteractionTask task) {
    TypedDateTime start = SessionDraftInput.typedStart(task);
    if (!start.exchangeable()) {
      return "";
    }
    boolean monthFirst = TypedDateTime.isMonthFirst(task.interaction());
    return "\n"
        + task.texts()
            .get(
                monthFirst ? "plan.taken-month-first" : "plan.taken-day-first",
                Markdown.escape(task.value("start").orElse("")),
                start.value().toLocalDate());
  }

  /** What the booking does besides, such as displacing a borrower's session. */
  private static String notes(List<String> notes) {
    return notes.stream().map(note -> "\n" + Markdown.escape(note)).collect(Collectors.joining());
  }

  private static String times(SessionDraftInput plan) {
    Instant start = plan.startsAt().toInstant();
    return "%s\n%s".formatted(times(start, plan.endsAt().toInstant()), Markdown.relative(start));
  }

  private static String times(Instant start, Instant end) {
    return Markdown.time(start) + " – " + Markdown.time(end);
  }

  /** A member who can book nothing at all reads why; otherwise the time is taken. */
  private static String availability(AvailabilityAnswer answer, Texts texts) {
    return answer.available()
        ? texts.get("plan.available", answer.licenses().size())
        : answer
            .reason()
            .map(Markdown::escape)
            .orElseGet(
                () ->
                    answer.conflicts().stream()
                        .map(taken -> "\n" + times(taken.startsAt(), taken.endsAt()))
                        .collect(Collectors.joining("", texts.get("plan.taken"), "")));
  }
}
