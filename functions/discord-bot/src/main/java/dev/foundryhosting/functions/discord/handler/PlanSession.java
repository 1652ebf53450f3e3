package dev.foundryhosting.functions.discord.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.interaction.InteractionHandler;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.interaction.InteractionResponse;
import dev.foundryhosting.functions.discord.interaction.InteractionResponse.ShowModal;
import dev.foundryhosting.functions.discord.interaction.InteractionStep;
import dev.foundryhosting.functions.discord.interaction.InteractionTask;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Embed;
import dev.foundryhosting.functions.discord.message.Markdown;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Modal;
import dev.foundryhosting.functions.discord.message.Modal.Input;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.platform.ManagementRequest;
import dev.foundryhosting.functions.discord.store.Drafts;
import dev.foundryhosting.functions.discord.store.Members;
import dev.foundryhosting.functions.discord.view.Times;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans a session: opens the form, shows whether a licence is free, and books it. */
final class PlanSession implements InteractionHandler {
  private static final InteractionId PLAN = InteractionId.ofOwner("plan", 2);
  private static final InteractionId FORM = InteractionId.ofOwner("plan-form", 1);
  private static final InteractionId BOOK = InteractionId.ofOwner("plan-book", 2);

  private final Management management;
  private final Members members;
  private final Drafts drafts;

  PlanSession(Management management, Members members, Drafts drafts) {
    this.management = management;
    this.members = members;
    this.drafts = drafts;
  }

  static Component button(UserId owner, ZoneId zone, String label) {
    return Component.primary(label, PLAN.with(owner.value(), zone.getId()));
  }

  @Override
  public List<InteractionStep> steps() {
    return List.of(
        InteractionStep.respond(PLAN, PlanSession::form),
        InteractionStep.reply(FORM, this::propose),
        InteractionStep.update(BOOK, this::book));
  }

  private static InteractionResponse form(Interaction interaction, Texts texts) {
    return new ShowModal(
        new Modal(
            FORM.with(interaction.argument(0)),
            texts.get("plan.title"),
            List.of(
                Input.line("title", texts),
                Input.line("start", texts),
                Input.line("zone", texts).holding(interaction.argument(1)),
                Input.line("duration", texts).holding("4:00"),
                Input.paragraph("description", texts).optional())));
  }

  private void propose(InteractionTask task) {
    SessionDraftInput plan = SessionDraftInput.of(task);
    members.plansIn(task.user(), plan.zone());
    JsonNode answer =
        management.perform(
            ManagementRequest.of("check-availability", task.user())
                .with("startsAt", plan.startsAt().toOffsetDateTime().toString())
                .with("endsAt", plan.endsAt().toOffsetDateTime().toString()));
    boolean available = answer.path("available").asBoolean();
    Texts texts = task.texts();
    Embed embed =
        Embed.of(
            available ? Embed.Color.GOOD : Embed.Color.BAD,
            Markdown.escape(plan.title()),
            times(plan)
                + "\n\n"
                + (available
                    ? texts.get("plan.available", answer.path("licenses").size())
                    : unavailable(texts, answer)));
    List<Component> buttons = new ArrayList<>();
    if (available) {
      String draft = drafts.keep(plan.notes());
      buttons.add(Component.success(texts.get("plan.book"), BOOK.with(task.user().value(), draft)));
    }
    buttons.add(button(task.user(), plan.zone(), texts.get("plan.other-time")));
    buttons.add(NeverMind.button(texts));
    task.show(Message.of(embed).row(buttons));
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
    JsonNode session =
        management.perform(
            ManagementRequest.of("schedule-session", task.user())
                .withIfAny("title", plan.title())
                .withIfAny("description", plan.description())
                // With their offsets: a night in which the clocks go back has an hour twice.
                .with("startsAt", plan.startsAt().toOffsetDateTime().toString())
                .with("endsAt", plan.endsAt().toOffsetDateTime().toString())
                .with("timeZone", plan.zone().getId()));
    drafts.drop(draftId);
    task.show(
        Message.of(
            Embed.of(
                Embed.Color.GOOD,
                task.texts().get("plan.booked"),
                Markdown.escape(session.path("title").asText(plan.title())) + "\n" + times(plan))));
  }

  private static String times(SessionDraftInput plan) {
    Instant start = plan.startsAt().toInstant();
    Instant end = plan.endsAt().toInstant();
    return "%s – %s\n%s"
        .formatted(Markdown.time(start), Markdown.time(end), Markdown.relative(start));
  }

  /** Why the member can book nothing at all; otherwise the time is the reason. */
  private static String unavailable(Texts texts, JsonNode answer) {
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
}
