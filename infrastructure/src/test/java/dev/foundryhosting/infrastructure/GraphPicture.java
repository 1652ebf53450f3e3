/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The components as a picture: a card for each with what it holds, an arrow for "refers to". A
 * called function is below its caller.
 */
final class GraphPicture {
  private static final List<List<String>> ROWS =
      List.of(
          List.of("Webhooks", "Schedules", "Observability"),
          List.of("Functions", "Identity", "Queues"),
          List.of("Data", "Secrets", "Cluster"),
          List.of("LoadBalancing", "Storage", "Network"));
  private static final Map<String, String> PURPOSES =
      Map.ofEntries(
          Map.entry("Webhooks", "the public URLs"),
          Map.entry("Schedules", "timers, events and wake-ups"),
          Map.entry("Observability", "dashboard, alarms and budget"),
          Map.entry("Functions", "one Lambda function a module"),
          Map.entry("Identity", "roles and policies"),
          Map.entry("Queues", "wake-ups and failed events"),
          Map.entry("Data", "the tables"),
          Map.entry("Secrets", "the platform's own secrets"),
          Map.entry("Cluster", "the servers' cluster, log and image"),
          Map.entry("LoadBalancing", "load balancer and certificate"),
          Map.entry("Storage", "the users' files and backups"),
          Map.entry("Network", "subnets and security groups"));
  private static final int WIDTH = 310;
  private static final int HEIGHT = 220;
  private static final int GAP_X = 105;
  private static final int GAP_Y = 66;
  private static final int MARGIN = 24;
  private static final int LINES = 5;

  private final Graph graph;
  private final StringBuilder svg = new StringBuilder();

  private GraphPicture(Graph graph) {
    this.graph = graph;
  }

  static String of(Graph graph) {
    return new GraphPicture(graph).draw();
  }

  private String draw() {
    int width = 2 * MARGIN + 3 * WIDTH + 2 * GAP_X;
    int height = 2 * MARGIN + 4 * HEIGHT + 3 * GAP_Y;
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" \
        aria-label="The layers of the infrastructure and what they refer to">
        <style>
          svg { --ink:#1b2733; --soft:#5b6b7b; --card:#ffffff; --edge:#cfd8e1; --line:#8fa3b5; \
        --accent:#b4541a; background:#f4f7fa; font-family:system-ui,sans-serif }
          @media (prefers-color-scheme: dark) { svg { --ink:#e8eef4; --soft:#9fb0c0; \
        --card:#1f2a35; --edge:#3a4a59; --line:#6f859a; --accent:#f0a36b; background:#131b23 } }
          .card { fill:var(--card); stroke:var(--edge) }
          .name { fill:var(--ink); font-size:19px; font-weight:650 }
          .why { fill:var(--accent); font-size:13px }
          .part { fill:var(--soft); font-size:13px }
          .uses { fill:var(--ink); font-size:12px; font-style:italic }
          .arrow { fill:none; stroke:var(--line); stroke-width:1.4 }
          .head { fill:var(--line) }
        </style>
        <defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" \
        markerHeight="7" orient="auto"><path class="head" d="M0 0 8 4 0 8z"/></marker></defs>
        """
            .formatted(width, height));
    graph
        .componentEdges()
        .forEach((from, targets) -> targets.forEach(to -> arrow(layer(from), layer(to))));
    ROWS.forEach(row -> row.forEach(this::card));
    return svg.append("</svg>\n").toString();
  }

  private void card(String layer) {
    int x = left(layer);
    int y = top(layer);
    svg.append(
        """
        <g transform="translate(%d %d)"><rect class="card" width="%d" height="%d" rx="12"/>\
        <text class="name" x="18" y="32">%s</text><text class="why" x="18" y="53">%s</text>
        """
            .formatted(x, y, WIDTH, HEIGHT, layer, PURPOSES.get(layer)));
    List<String> parts = parts(layer);
    for (int line = 0; line < parts.size(); line++) {
      svg.append(
          "<text class=\"part\" x=\"18\" y=\"%d\">%s</text>\n"
              .formatted(78 + 19 * line, parts.get(line)));
    }
    String refersTo =
        graph
            .componentEdges()
            .getOrDefault(Layer.named(layer.toLowerCase(Locale.ROOT)), new TreeSet<>())
            .stream()
            .map(GraphPicture::layer)
            .collect(Collectors.joining(", "));
    // Two lines at most: the functions refer to nearly everything.
    int split = refersTo.length() <= 44 ? refersTo.length() : refersTo.lastIndexOf(' ', 44);
    List<String> lines = List.of(refersTo.substring(0, split), refersTo.substring(split).strip());
    for (int line = 0; line < 2 && !refersTo.isEmpty(); line++) {
      svg.append(
          "<text class=\"uses\" x=\"18\" y=\"%d\">%s%s</text>\n"
              .formatted(HEIGHT - 32 + 18 * line, line == 0 ? "→ " : "\u2003", lines.get(line)));
    }
    svg.append("</g>\n");
  }

  /** The most frequent types first, the rest in one line. */
  private List<String> parts(String layer) {
    Map<String, Long> counts =
        graph.resources().stream()
            .filter(resource -> layer(resource.parent()).equals(layer))
            .collect(
                Collectors.groupingBy(
                    resource -> kind(resource.type()), TreeMap::new, Collectors.counting()));
    List<String> parts = new ArrayList<>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(counts.size() > LINES ? LINES - 1 : LINES)
        .forEach(
            each ->
                parts.add(
                    each.getValue() == 1
                        ? each.getKey()
                        : "%d × %s".formatted(each.getValue(), each.getKey())));
    if (counts.size() > LINES) {
      parts.add("and %d more kinds".formatted(counts.size() - LINES + 1));
    }
    return parts;
  }

  /** From {@code aws:ec2/routeTableAssociation:RouteTableAssociation} to words. */
  private static String kind(String type) {
    String name = type.substring(type.lastIndexOf(':') + 1);
    return type.startsWith("aws:cloudcontrol")
        ? "permission by Cloud Control"
        : name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  /** Behind the cards, so that long edges show only between them. */
  private void arrow(String from, String to) {
    boolean beside = row(from) == row(to);
    boolean down = row(to) > row(from);
    // Beside the middle, so that arrows of several pairs do not lie on each other.
    int shift = 30 * (column(to) - column(from)) + (down ? 12 : -12);
    int startX = left(from) + WIDTH / 2 + shift;
    int endX = left(to) + WIDTH / 2 - shift;
    if (beside && Math.abs(column(from) - column(to)) == 1) {
      boolean right = column(to) > column(from);
      int y = top(from) + HEIGHT / 2 + (right ? -14 : 14);
      path(
          "M%d %d H%d"
              .formatted(
                  right ? left(from) + WIDTH : left(from), y, right ? left(to) : left(to) + WIDTH));
      return;
    }
    int startY = beside || !down ? top(from) : top(from) + HEIGHT;
    int endY = beside || down ? top(to) : top(to) + HEIGHT;
    int bend = GAP_Y - 12;
    int startBend = beside || !down ? startY - bend : startY + bend;
    int endBend = beside || down ? endY - bend : endY + bend;
    path(
        "M%d %d C%d %d %d %d %d %d"
            .formatted(startX, startY, startX, startBend, endX, endBend, endX, endY));
  }

  private void path(String commands) {
    svg.append("<path class=\"arrow\" marker-end=\"url(#head)\" d=\"%s\"/>\n".formatted(commands));
  }

  private static int row(String layer) {
    for (int row = 0; row < ROWS.size(); row++) {
      if (ROWS.get(row).contains(layer)) {
        return row;
      }
    }
    throw new IllegalArgumentException("no place in the picture for " + layer);
  }

  private static int column(String layer) {
    return ROWS.get(row(layer)).indexOf(layer);
  }

  private static int left(String layer) {
    return MARGIN + column(layer) * (WIDTH + GAP_X);
  }

  private static int top(String layer) {
    return MARGIN + row(layer) * (HEIGHT + GAP_Y);
  }

  /** The layer of a component's name. */
  private static String layer(String component) {
    return ROWS.stream()
        .flatMap(List::stream)
        .filter(each -> component.equals(Layer.named(each.toLowerCase(Locale.ROOT))))
        .findFirst()
        .orElse("");
  }
}
