package dev.foundryhosting.functions.discord.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.functions.discord.interaction.CustomId;
import dev.foundryhosting.functions.discord.interaction.Verb;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Embed;
import dev.foundryhosting.functions.discord.message.Markdown;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A server as its owner sees it: the dashboard. Reads the platform's JSON of an instance. */
public final class InstanceView {
  private static final Set<String> IN_MOTION =
      Set.of("creating", "starting", "stopping", "destroying");
  private static final Set<String> STANDING = Set.of("created", "stopped", "failed");
  private static final Set<String> WATCHED = Set.of("starting", "running");
  private static final List<String> VERSIONS = List.of("13", "12", "11", "release", "latest");

  /** By how many minutes the button keeps a server running. */
  public static final String KEEP_MINUTES = "60";

  private final JsonNode instance;
  private final Texts texts;
  private final String user;
  private final String status;

  public InstanceView(JsonNode instance, Texts texts) {
    this.instance = instance;
    this.texts = texts;
    this.user = instance.path("userId").asText();
    this.status = instance.path("status").asText();
  }

  /** What stands where a server would be shown, while there is none. */
  public static Message none(Texts texts) {
    return Message.text(texts.error(ErrorCode.INSTANCE_NOT_FOUND))
        .row(Component.primary(texts.get("button.register"), CustomId.of(Verb.REGISTER)));
  }

  /** Whether it will soon look otherwise. */
  public static boolean isInMotion(JsonNode instance) {
    return IN_MOTION.contains(instance.path("status").asText());
  }

  /** Whether it will soon be no more. */
  public static boolean goes(JsonNode instance) {
    return instance.path("status").asText().equals("destroying");
  }

  /** The dashboard, with all that its owner can do. */
  public Message dashboard() {
    Message message = Message.of(embed()).row(first()).row(second());
    return STANDING.contains(status) ? message.row(versions()) : message;
  }

  /** What it is, without anything to press. */
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

  /** When it stops by itself; while no time is announced yet, by which rule. */
  private Optional<String> end() {
    Optional<String> announced = time(instance, "shutdownAt");
    JsonNode settings = instance.path("settings");
    return announced.isPresent() || !WATCHED.contains(status) || !settings.has("idleMinutes")
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

  /** What its owner may spend a month, where that is limited. */
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
    if (isPooled() && STANDING.contains(status)) {
      text.append('\n').append(texts.get("dashboard.pooled"));
    }
    return text.toString();
  }

  private String statusText() {
    return texts.getOr("status." + status, Markdown.escape(status));
  }

  /** One line a phase; the last one is going on. */
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
    if (STANDING.contains(status) && !isPooled()) {
      row.add(Component.success(texts.get("button.start"), CustomId.of(Verb.START, user)));
    }
    if (status.equals("starting") || status.equals("running")) {
      row.add(Component.danger(texts.get("button.stop"), CustomId.of(Verb.STOP, user)));
    }
    if (status.equals("running")) {
      row.add(
          Component.primary(
              texts.get("button.keep-alive"), CustomId.of(Verb.KEEP_ALIVE, user, KEEP_MINUTES)));
    }
    row.add(Component.secondary(texts.get("button.refresh"), CustomId.of(Verb.REFRESH, user)));
    if (status.equals("running") && instance.path("url").isTextual()) {
      row.add(new Component.Link(texts.get("button.open"), instance.path("url").textValue()));
    }
    return row;
  }

  private List<Component> second() {
    List<Component> row = new ArrayList<>();
    row.add(Component.secondary(texts.get("button.admin-key"), CustomId.of(Verb.ADMIN_KEY, user)));
    row.add(Component.secondary(texts.get("button.sessions"), CustomId.of(Verb.SESSIONS, user)));
    if (!isPooled()) {
      row.add(Component.secondary(texts.get("button.license"), CustomId.of(Verb.LICENSE, user)));
    }
    row.add(Component.secondary(texts.get("button.costs"), CustomId.of(Verb.COSTS, user)));
    if (!goes(instance)) {
      String lends = Lending.lends(instance.path("license")) ? "lends" : "no";
      row.add(
          Component.danger(texts.get("button.destroy"), CustomId.of(Verb.DESTROY, user, lends)));
    }
    return row;
  }

  private List<Component> versions() {
    String current = instance.path("foundryVersion").asText("");
    Set<String> offered = new LinkedHashSet<>(VERSIONS);
    if (!current.isEmpty()) {
      offered.add(current);
    }
    return List.of(
        new Component.Select(
            CustomId.of(Verb.VERSION, user),
            texts.get("dashboard.choose-version"),
            offered.stream()
                .map(
                    version ->
                        new Component.Choice(
                            texts.get("dashboard.version-choice", version),
                            version,
                            version.equals(current)))
                .toList()));
  }

  private boolean isPooled() {
    return instance.path("licenseType").asText().equals("pooled");
  }
}
