package dev.foundryhosting.functions.discord.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.functions.discord.message.Embed;
import dev.foundryhosting.functions.discord.message.Markdown;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.view.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The platform at a glance. Reads the JSON of {@code admin-overview} and {@code list-all}. */
final class OverviewEmbed {
  /** What stands beside the counts of states, and is none. */
  private static final Set<String> NO_STATE = Set.of("total", "open", "next", "inUse");

  private final JsonNode figures;
  private final Texts texts;

  private OverviewEmbed(JsonNode figures, Texts texts) {
    this.figures = figures;
    this.texts = texts;
  }

  /** The figures, and below each other the servers. */
  static Embed of(JsonNode figures, JsonNode servers, Texts texts) {
    return new OverviewEmbed(figures, texts).embed(servers);
  }

  private Embed embed(JsonNode servers) {
    JsonNode month = figures.path("month");
    return Embed.of(Embed.Color.CALM, texts.get("admin.title"), description(servers))
        .with(texts.get("figure.servers"), counts("servers", "total", "status."))
        .with(texts.get("figure.running"), running(month))
        .with(texts.get("figure.sessions"), sessions())
        .with(texts.get("figure.licenses"), licenses())
        .with(texts.get("figure.month", text(month, "month")), costs(month))
        .with(texts.get("figure.donations"), donations(month))
        .with(texts.get("figure.contributors"), contributors())
        .with(texts.get("figure.spendingCaps"), spendingCaps())
        .with(texts.get("figure.maintenance"), maintenance());
  }

  private String description(JsonNode servers) {
    List<String> lines = new ArrayList<>();
    Times.find(figures, "at")
        .map(at -> texts.get("figure.at", Markdown.time(at)))
        .ifPresent(lines::add);
    lines.add("");
    servers.forEach(server -> lines.add(server(server)));
    return String.join("\n", lines).strip();
  }

  private String server(JsonNode server) {
    return "**%s** · %s · <@%s>"
        .formatted(
            text(server, "username"),
            word("status.", server.path("status").asText()),
            text(server, "userId"));
  }

  private String running(JsonNode month) {
    JsonNode running = figures.path("running");
    return texts.get("figure.players", text(running, "players"))
        + "\n"
        + texts.get("figure.so-far", text(running, "cost"), text(month, "currency"));
  }

  private String sessions() {
    String counts = counts("sessions", "open", "session.");
    return Times.find(figures.path("sessions").path("next"), "startsAt")
        .map(at -> counts + "\n" + texts.get("figure.next", Markdown.time(at)))
        .orElse(counts);
  }

  private String licenses() {
    int inUse = figures.path("licenses").path("inUse").asInt();
    String counts = counts("licenses", "total", "sharing.");
    return inUse == 0 ? counts : counts + "\n" + texts.get("figure.in-use", inUse);
  }

  private String costs(JsonNode month) {
    return texts.get(
            "figure.cost", text(month, "hours"), text(month, "cost"), text(month, "currency"))
        + "\n"
        + texts.get("figure.covered", text(month, "coveredPercent"), text(month, "uncovered"));
  }

  private String donations(JsonNode month) {
    return text(month, "donations")
        + "\n"
        + texts.get("figure.unclaimed", text(figures.path("unclaimed"), "donations"));
  }

  private String contributors() {
    return figures
        .path("contributors")
        .valueStream()
        .map(
            each ->
                (each.has("name") ? text(each, "name") : "<@" + text(each, "userId") + ">")
                    + " "
                    + text(each, "donations"))
        .collect(Collectors.joining("\n"));
  }

  private String spendingCaps() {
    JsonNode caps = figures.path("spendingCaps");
    String reached =
        caps.path("reached")
            .valueStream()
            .map(user -> "<@" + Markdown.escape(user.asText()) + ">")
            .collect(Collectors.joining(" "));
    return reached.isEmpty()
        ? text(caps, "users")
        : text(caps, "users") + "\n" + texts.get("figure.reached", reached);
  }

  private String maintenance() {
    JsonNode maintenance = figures.path("maintenance");
    if (!maintenance.path("enabled").asBoolean()) {
      return texts.get("figure.maintenance-off");
    }
    String since = Times.find(maintenance, "since").map(Markdown::relative).orElse("");
    return texts.get("figure.maintenance-on", since) + "\n" + text(maintenance, "reason");
  }

  /** How many there are, and below that in which states; a state that nothing is in is left out. */
  private String counts(String figure, String total, String words) {
    JsonNode counts = figures.path(figure);
    return text(counts, total)
        + counts.properties().stream()
            .filter(count -> !NO_STATE.contains(count.getKey()) && count.getValue().asInt() > 0)
            .map(count -> "\n" + word(words, count.getKey()) + ": " + count.getValue().asInt())
            .collect(Collectors.joining());
  }

  /** The word for a state, or the state itself when a newer platform has more of them. */
  private String word(String words, String state) {
    return texts.getOr(words + state, Markdown.escape(state));
  }

  private static String text(JsonNode json, String field) {
    return Markdown.escape(json.path(field).asText("–"));
  }
}
