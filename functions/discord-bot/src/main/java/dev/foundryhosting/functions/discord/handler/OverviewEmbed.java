/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.api.CostSums;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.Maintenance;
import dev.foundryhosting.api.OverviewAnswer;
import dev.foundryhosting.functions.discord.message.Embed;
import dev.foundryhosting.functions.discord.message.Markdown;
import dev.foundryhosting.functions.discord.message.Texts;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The platform in figures, and the servers below each other. */
final class OverviewEmbed {
  private final OverviewAnswer figures;
  private final Texts texts;

  OverviewEmbed(OverviewAnswer figures, Texts texts) {
    this.figures = figures;
    this.texts = texts;
  }

  Embed embed(List<InstanceAnswer> servers) {
    OverviewAnswer.Month month = figures.month();
    OverviewAnswer.Servers counts = figures.servers();
    return Embed.of(Embed.Color.CALM, texts.get("admin.title"), description(servers))
        .with(texts.get("figure.servers"), counts(counts.total(), counts.byStatus(), "status."))
        .with(texts.get("figure.running"), running())
        .with(texts.get("figure.sessions"), sessions())
        .with(texts.get("figure.licenses"), licenses())
        .with(texts.get("figure.month", Markdown.escape(month.month().toString())), costs(month))
        .with(texts.get("figure.donations"), donations())
        .with(texts.get("figure.contributors"), contributors())
        .with(texts.get("figure.spendingCaps"), spendingCaps())
        .with(texts.get("figure.maintenance"), maintenance());
  }

  private String description(List<InstanceAnswer> servers) {
    String at = texts.get("figure.at", Markdown.time(figures.at()));
    return servers.stream()
        .map(this::server)
        .collect(Collectors.joining("\n", at + "\n\n", ""))
        .strip();
  }

  private String server(InstanceAnswer server) {
    return "**%s** · %s · <@%s>"
        .formatted(
            Markdown.escape(server.username()),
            texts.word("status.", server.status().text()),
            server.userId());
  }

  private String running() {
    OverviewAnswer.Running running = figures.running();
    return texts.get("figure.players", running.players())
        + "\n"
        + texts.get(
            "figure.so-far", Markdown.escape(running.cost()), figures.month().sums().currency());
  }

  private String sessions() {
    OverviewAnswer.Sessions sessions = figures.sessions();
    String next =
        sessions
            .next()
            .map(session -> "\n" + texts.get("figure.next", Markdown.time(session.startsAt())))
            .orElse("");
    return counts(sessions.open(), sessions.byStatus(), "session.") + next;
  }

  private String licenses() {
    OverviewAnswer.Licenses licenses = figures.licenses();
    String counts = counts(licenses.total(), licenses.bySharing(), "sharing.");
    return licenses.inUse() == 0
        ? counts
        : counts + "\n" + texts.get("figure.in-use", licenses.inUse());
  }

  private String costs(OverviewAnswer.Month month) {
    CostSums sums = month.sums();
    return texts.get(
            "figure.cost",
            Markdown.escape(month.hours()),
            Markdown.escape(sums.cost()),
            Markdown.escape(sums.currency()))
        + "\n"
        + texts.get("figure.covered", month.coveredPercent(), Markdown.escape(sums.uncovered()));
  }

  private String donations() {
    return Markdown.escape(figures.month().sums().donations())
        + "\n"
        + texts.get("figure.unclaimed", Markdown.escape(figures.unclaimed().donations()));
  }

  private String contributors() {
    return figures.contributors().stream()
        .map(
            each ->
                each.name().map(Markdown::escape).orElse("<@" + each.userId() + ">")
                    + " "
                    + Markdown.escape(each.donations()))
        .collect(Collectors.joining("\n"));
  }

  private String spendingCaps() {
    OverviewAnswer.SpendingCaps caps = figures.spendingCaps();
    String reached =
        caps.reached().stream().map(user -> "<@" + user + ">").collect(Collectors.joining(" "));
    return reached.isEmpty()
        ? Integer.toString(caps.users())
        : caps.users() + "\n" + texts.get("figure.reached", reached);
  }

  private String maintenance() {
    Maintenance maintenance = figures.maintenance();
    return maintenance.enabled()
        ? texts.get("figure.maintenance-on", maintenance.since().map(Markdown::relative).orElse(""))
            + "\n"
            + Markdown.escape(maintenance.reason().orElse("–"))
        : texts.get("figure.maintenance-off");
  }

  /** How many there are, and below that in which states; a state that nothing is in is left out. */
  private String counts(int total, Map<String, Integer> byState, String words) {
    return total
        + byState.entrySet().stream()
            .filter(count -> count.getValue() > 0)
            .map(count -> "\n" + texts.word(words, count.getKey()) + ": " + count.getValue())
            .collect(Collectors.joining());
  }
}
