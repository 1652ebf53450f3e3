package dev.foundryhosting.functions.discord.work;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.functions.discord.message.Markdown;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.view.Times;
import java.util.List;

/** The platform at a glance, whatever figures the platform gives. */
final class Overview {
  private Overview() {}

  static String text(JsonNode figures, JsonNode servers, Texts texts) {
    StringBuilder lines = new StringBuilder(numbers(figures, texts).strip());
    lines.append("\n");
    servers.forEach(
        server -> {
          String status = server.path("status").asText();
          lines
              .append("\n**")
              .append(Markdown.escape(server.path("username").asText()))
              .append("** · ")
              .append(texts.getOr("status." + status, Markdown.escape(status)))
              .append(" · <@")
              .append(Markdown.escape(server.path("userId").asText()))
              .append(">");
        });
    return lines.toString().strip();
  }

  /** One line for each figure; of what holds several, all parts that there are. */
  static String numbers(JsonNode figures, Texts texts) {
    StringBuilder lines = new StringBuilder();
    figures
        .properties()
        .forEach(
            figure -> {
              String name =
                  texts.getOr("figure." + figure.getKey(), Markdown.escape(figure.getKey()));
              JsonNode value = figure.getValue();
              lines.append("\n").append(name).append(": ");
              lines.append(value.isObject() ? parts(value) : part(value));
            });
    return lines.toString();
  }

  private static String parts(JsonNode object) {
    List<String> parts =
        object.properties().stream()
            .filter(part -> !isNothing(part.getValue()))
            .map(part -> Markdown.escape(part.getKey()) + " " + part(part.getValue()))
            .toList();
    return parts.isEmpty() ? "–" : String.join(", ", parts);
  }

  /** What there is none of is not worth its place. */
  private static boolean isNothing(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> value.isEmpty();
      case OBJECT -> !value.has("startsAt");
      case NUMBER -> value.asLong() == 0;
      default -> false;
    };
  }

  /** Of a list how long it is, of a session when it begins. */
  private static String part(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> Integer.toString(value.size());
      case OBJECT -> told(value.path("startsAt"));
      default -> told(value);
    };
  }

  /** A time is shown in the reader's zone. */
  private static String told(JsonNode value) {
    return Times.of(value).map(Markdown::time).orElseGet(() -> plain(value));
  }

  private static String plain(JsonNode value) {
    return Markdown.escape(value.asText());
  }
}
