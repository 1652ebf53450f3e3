/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.Label;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Component.Style;
import dev.foundryhosting.functions.discord.message.Embed;
import dev.foundryhosting.functions.discord.message.Markdown;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.instance.LicenseType;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.usage.Prices;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A server as its owner sees it: the dashboard. */
public final class InstanceView {
  private static final Set<Status> IN_MOTION =
      EnumSet.of(Status.CREATING, Status.STARTING, Status.STOPPING, Status.DESTROYING);
  private static final Set<Status> RESTING =
      EnumSet.of(Status.CREATED, Status.STOPPED, Status.FAILED);
  private static final Set<Status> RUNS = EnumSet.of(Status.STARTING, Status.RUNNING);

  private final InstanceAnswer instance;
  private final Texts texts;
  private final String owner;

  public InstanceView(InstanceAnswer instance, Texts texts) {
    this.instance = instance;
    this.texts = texts;
    this.owner = instance.userId().value();
  }

  /** What a member without a server sees. */
  public static Message none(Texts texts) {
    return Message.text(texts.error(ErrorCode.INSTANCE_NOT_FOUND))
        .row(RegisterMember.REGISTER.button(Style.PRIMARY, texts));
  }

  /** Whether its status changes by itself soon. */
  public static boolean isInMotion(InstanceAnswer instance) {
    return isOneOf(IN_MOTION, instance);
  }

  /** The dashboard, with everything that its owner can do. */
  public Message dashboard(Prices prices) {
    Message message = Message.of(embed()).row(first()).row(second());
    if (isOneOf(RESTING, instance)) {
      message =
          message.row(
              ChooseVersion.menu(
                  owner, instance.requestedVersion().orElse(instance.foundryVersion()), texts));
    }
    return isOneOf(RESTING, instance) || isOneOf(RUNS, instance)
        ? message.row(ChooseSize.menu(instance, texts, prices))
        : message;
  }

  /** The dashboard without its buttons. */
  Embed embed() {
    return Embed.of(color(), Markdown.escape(instance.username()), description())
        .with(texts.get("dashboard.version"), Markdown.escape(instance.foundryVersion()))
        .with(texts.get("dashboard.size"), size())
        .withIfAny(texts.get("dashboard.world"), instance.world().map(Markdown::escape))
        .withIfAny(texts.get("dashboard.players"), instance.players().map(String::valueOf))
        .withIfAny(texts.get("dashboard.kept"), instance.keptAliveUntil().map(InstanceView::time))
        .withIfAny(texts.get("dashboard.shutdown"), end())
        .withIfAny(
            texts.get("dashboard.cost"),
            instance.cost().map(cost -> Markdown.escape(cost.amount() + " " + cost.currency())))
        .withIfAny(
            texts.get("dashboard.cap"), instance.settings().spendingCap().map(Markdown::escape))
        .withIfAny(
            texts.get("dashboard.license"),
            instance.license().map(license -> texts.word("sharing.", license.sharing().text())))
        .withIfAny(
            texts.get("dashboard.next-session"),
            instance.nextSession().map(session -> time(session.startsAt())));
  }

  /** What it runs on, and what the next start has. */
  private String size() {
    String chosen = ChooseSize.word(instance.size(), texts);
    return instance
        .runningSize()
        .map(present -> ChooseSize.word(present, texts))
        .map(present -> texts.get("dashboard.size-later", present, chosen))
        .orElse(chosen);
  }

  private static String time(Instant at) {
    return Markdown.relative(at) + "\n" + Markdown.time(at);
  }

  /** When it stops by itself; before that is announced, by which rule. */
  private Optional<String> end() {
    return instance
        .shutdownAt()
        .map(InstanceView::time)
        .or(
            () ->
                Optional.of(instance.settings())
                    .filter(settings -> isOneOf(RUNS, instance))
                    .map(
                        settings ->
                            texts.get(
                                "dashboard.left-running",
                                settings.idleMinutes(),
                                settings.neverJoinedMinutes())));
  }

  private Embed.Color color() {
    return instance
        .status()
        .known()
        .map(
            status ->
                switch (status) {
                  case RUNNING -> Embed.Color.GOOD;
                  case FAILED -> Embed.Color.BAD;
                  case CREATED, STOPPED -> Embed.Color.STILL;
                  case CREATING, STARTING, STOPPING, DESTROYING -> Embed.Color.BUSY;
                })
        .orElse(Embed.Color.BUSY);
  }

  private String description() {
    StringBuilder text =
        new StringBuilder("**%s**".formatted(texts.word("status.", instance.status().text())));
    instance.statusReason().ifPresent(reason -> text.append('\n').append(Markdown.escape(reason)));
    text.append('\n').append(instance.url());
    attention().ifPresent(sentence -> text.append("\n\n").append(sentence));
    if (isInMotion(instance)) {
      instance.progress().ifPresent(progress -> append(progress, text));
    }
    if (isPooled() && isOneOf(RESTING, instance)) {
      text.append('\n').append(texts.get("dashboard.pooled"));
    }
    return text.toString();
  }

  /** What its user has to do; nothing where a newer platform asks for what this bot cannot say. */
  private Optional<String> attention() {
    return instance
        .attention()
        .flatMap(Label::known)
        .map(
            known ->
                texts.get(
                    "attention." + known.label(),
                    texts.get("button.open"),
                    texts.get("button.admin-key"),
                    texts.get("button.worlds")));
  }

  /** One line a phase; the last one is under way. */
  private void append(InstanceAnswer.Progress progress, StringBuilder text) {
    List<InstanceAnswer.Step> phases = progress.phases();
    for (InstanceAnswer.Step step : phases) {
      boolean underWay = step.equals(phases.getLast());
      text.append(underWay ? "\n▸ " : "\n✓ ").append(texts.word("phase.", step.phase().text()));
      if (underWay) {
        text.append(' ').append(Markdown.relative(step.since()));
      }
    }
  }

  private List<Component> first() {
    List<Component> row = new ArrayList<>();
    if (isOneOf(RESTING, instance) && !isPooled()) {
      row.add(StartServer.START.button(Style.SUCCESS, texts, owner));
    }
    if (isOneOf(RUNS, instance)) {
      row.add(StopServer.STOP.button(Style.DANGER, texts, owner));
    }
    boolean running = instance.status().is(Status.RUNNING);
    if (running) {
      row.add(
          KeepServerRunning.KEEP_ALIVE.button(
              Style.PRIMARY, texts, owner, KeepServerRunning.MINUTES));
    }
    row.add(ShowDashboard.REFRESH.button(Style.SECONDARY, texts, owner));
    if (running) {
      row.add(new Component.Link(texts.get("button.open"), instance.url()));
    }
    if (running || isOneOf(RESTING, instance)) {
      row.add(ShowWorlds.WORLDS.button(Style.SECONDARY, texts, owner));
    }
    return row;
  }

  private List<Component> second() {
    List<Component> row = new ArrayList<>();
    row.add(ShowAdminKey.button(owner, texts));
    row.add(ListSessions.SESSIONS.button(Style.SECONDARY, texts, owner));
    if (!isPooled()) {
      row.add(LendLicense.LICENSE.button(Style.SECONDARY, texts, owner));
    }
    row.add(ShowCosts.COSTS.button(Style.SECONDARY, texts, owner));
    if (!instance.status().is(Status.DESTROYING)) {
      row.add(DestroyServer.button(owner, LendLicense.isLent(instance), texts));
    }
    return row;
  }

  private boolean isPooled() {
    return instance.licenseType().is(LicenseType.POOLED);
  }

  private static boolean isOneOf(Set<Status> statuses, InstanceAnswer instance) {
    return instance.status().known().filter(statuses::contains).isPresent();
  }
}
