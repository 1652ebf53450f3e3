package dev.foundryhosting.functions.discord.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Embed;
import dev.foundryhosting.functions.discord.message.Markdown;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.view.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A server as its owner sees it: the dashboard. */
public final class InstanceView {
  private static final Set<String> IN_MOTION =
      Set.of("creating", "starting", "stopping", "destroying");
  private static final Set<String> RESTING = Set.of("created", "stopped", "failed");
  private static final Set<String> RUNS = Set.of("starting", "running");

  private final JsonNode instance;
  private final Texts texts;
  private final String owner;
  private final String status;

  public InstanceView(JsonNode instance, Texts texts) {
    this.instance = instance;
    this.texts = texts;
    this.owner = instance.path("userId").asText();
    this.status = instance.path("status").asText();
  }

  /** What a member without a server sees. */
  public static Message none(Texts texts) {
    return Message.text(texts.error(ErrorCode.INSTANCE_NOT_FOUND))
        .row(RegisterMember.button(Component.Style.PRIMARY, texts));
  }

  /** Whether its status changes by itself soon. */
  public static boolean isInMotion(JsonNode instance) {
    return IN_MOTION.contains(instance.path("status").asText());
  }

  /** Whether it is gone soon. */
  public static boolean isBeingDestroyed(JsonNode instance) {
    return instance.path("status").asText().equals("destroying");
  }

  /** The dashboard, with everything that its owner can do. */
  public Message dashboard() {
    Message message = Message.of(embed()).row(first()).row(second());
    return RESTING.contains(status)
        ? message.row(ChooseVersion.menu(owner, instance.path("foundryVersion").asText(""), texts))
        : message;
  }

  /** The dashboard without its buttons. */
  public Embed embed() {
    Embed embed = Embed.of(color(), title(), description());
    if (instance.has("foundryVersion")) {
      embed =
          embed.with(
              texts.get("dashboard.version"),
              Markdown.escape(instance.path("foundryVersion").asText()));
    }
    if (instance.path("players").isNumber()) {
      embed = embed.with(texts.get("dashboard.players"), instance.path("players").asText());
    }
    embed = time(instance, "keptAliveUntil").map(addTo(embed, "dashboard.kept")).orElse(embed);
    embed = end().map(addTo(embed, "dashboard.shutdown")).orElse(embed);
    embed = amount(instance.path("cost")).map(addTo(embed, "dashboard.cost")).orElse(embed);
    embed = cap().map(addTo(embed, "dashboard.cap")).orElse(embed);
    String sharing = instance.path("license").path("sharing").asText("");
    if (!sharing.isEmpty()) {
      embed =
          embed.with(
              texts.get("dashboard.license"),
              texts.getOr("sharing." + sharing, Markdown.escape(sharing)));
    }
    return time(instance.path("nextSession"), "startsAt")
        .map(addTo(embed, "dashboard.next-session"))
        .orElse(embed);
  }

  private static Optional<String> time(JsonNode json, String field) {
    return Times.find(json, field).map(at -> Markdown.relative(at) + "\n" + Markdown.time(at));
  }

  /** When it stops by itself; before that is announced, by which rule. */
  private Optional<String> end() {
    Optional<String> announced = time(instance, "shutdownAt");
    JsonNode settings = instance.path("settings");
    return announced.isPresent() || !RUNS.contains(status) || !settings.has("idleMinutes")
        ? announced
        : Optional.of(
            texts.get(
                "dashboard.left-running",
                settings.path("idleMinutes").asText(),
                settings.path("neverJoinedMinutes").asText()));
  }

  /** An amount of money as the platform writes it; empty where there is none. */
  private static Optional<String> amount(JsonNode money) {
    return Optional.of(money)
        .filter(JsonNode::isObject)
        .map(m -> Markdown.escape(m.path("amount").asText() + " " + m.path("currency").asText()));
  }

  /** The owner's monthly spending cap, if there is one. */
  private Optional<String> cap() {
    return Optional.ofNullable(instance.path("settings").path("spendingCap").textValue())
        .map(Markdown::escape);
  }

  private Function<String, Embed> addTo(Embed embed, String key) {
    return value -> embed.with(texts.get(key), value);
  }

  private Embed.Color color() {
    return switch (status) {
      case "running" -> Embed.Color.GOOD;
      case "failed" -> Embed.Color.BAD;
      case "created", "stopped" -> Embed.Color.STILL;
      default -> Embed.Color.BUSY;
    };
  }

  private String title() {
    return Markdown.escape(instance.path("username").asText(""));
  }

  private String description() {
    StringBuilder text = new StringBuilder("**").append(statusText()).append("**");
    if (instance.has("statusReason")) {
      text.append('\n').append(Markdown.escape(instance.path("statusReason").asText()));
    }
    if (instance.has("url")) {
      text.append('\n').append(instance.path("url").asText());
    }
    if (isInMotion(instance)) {
      text.append(progress());
    }
    if (isPooled() && RESTING.contains(status)) {
      text.append('\n').append(texts.get("dashboard.pooled"));
    }
    return text.toString();
  }

  private String statusText() {
    return texts.getOr("status." + status, Markdown.escape(status));
  }

  /** One line a phase; the last one is under way. */
  private String progress() {
    JsonNode progress = instance.path("progress");
    List<JsonNode> phases = new ArrayList<>();
    progress.path("phases").forEach(phases::add);
    if (phases.isEmpty() && progress.has("phase")) {
      phases.add(progress);
    }
    StringBuilder lines = new StringBuilder();
    for (JsonNode phase : phases) {
      String name = phase.path("phase").asText();
      boolean now = phase.equals(phases.getLast());
      lines
          .append(now ? "\n▸ " : "\n✓ ")
          .append(texts.getOr("phase." + name, Markdown.escape(name)));
      if (now) {
        Times.find(phase, "since").ifPresent(at -> lines.append(' ').append(Markdown.relative(at)));
      }
    }
    return lines.toString();
  }

  private List<Component> first() {
    List<Component> row = new ArrayList<>();
    if (RESTING.contains(status) && !isPooled()) {
      row.add(StartServer.button(owner, texts));
    }
    if (status.equals("starting") || status.equals("running")) {
      row.add(StopServer.button(owner, texts));
    }
    if (status.equals("running")) {
      row.add(KeepServerRunning.button(owner, texts));
    }
    row.add(ShowDashboard.refreshButton(owner, texts));
    if (status.equals("running") && instance.path("url").isTextual()) {
      row.add(new Component.Link(texts.get("button.open"), instance.path("url").textValue()));
    }
    return row;
  }

  private List<Component> second() {
    List<Component> row = new ArrayList<>();
    row.add(ShowAdminKey.button(owner, texts));
    row.add(ListSessions.button(owner, texts));
    if (!isPooled()) {
      row.add(ShowLicense.button(owner, texts));
    }
    row.add(ShowCosts.button(owner, texts));
    if (!isBeingDestroyed(instance)) {
      row.add(DestroyServer.button(owner, LicenseView.lends(instance.path("license")), texts));
    }
    return row;
  }

  private boolean isPooled() {
    return instance.path("licenseType").asText().equals("pooled");
  }
}
