package dev.foundryhosting.functions.discord.work;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.functions.discord.message.Markdown;
import dev.foundryhosting.functions.discord.message.Texts;
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

  /** One line for each figure; of what holds several, all parts that are not zero. */
  static String numbers(JsonNode figures, Texts texts) {
    StringBuilder lines = new StringBuilder();
    figures
        .properties()
        .forEach(
            figure -> {
              String name =
                  texts.getOr("figure." + figure.getKey(), Markdown.escape(figure.getKey()));
              JsonNode value = figure.getValue();
              if (value.isValueNode()) {
                lines.append("\n").append(name).append(": ").append(plain(value));
              } else if (value.isArray()) {
                lines.append("\n").append(name).append(": ").append(value.size());
              } else {
                lines.append("\n").append(name).append(": ").append(parts(value));
              }
            });
    return lines.toString();
  }

  private static String parts(JsonNode object) {
    List<String> parts =
        object.properties().stream()
            .filter(part -> part.getValue().isValueNode() && !isZero(part.getValue()))
            .map(part -> Markdown.escape(part.getKey()) + " " + plain(part.getValue()))
            .toList();
    return String.join(", ", parts);
  }

  /** What there is none of is not worth its place. */
  private static boolean isZero(JsonNode value) {
    return value.isNumber() && value.asLong() == 0;
  }

  private static String plain(JsonNode value) {
    return Markdown.escape(value.asText());
  }
}
