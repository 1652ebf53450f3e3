package dev.foundryhosting.local.functions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The detail of one of the platform's events (docs/events.md) in a few words. */
final class EventSummary {
  private EventSummary() {}

  static String of(JsonNode detail) {
    List<String> words = new ArrayList<>();
    JsonNode session = detail.path("session");
    add(words, "", session.path("title"));
    add(words, "from ", session.path("startsAt"));
    add(words, "to ", session.path("endsAt"));
    add(words, "", detail.path("subdomain"));
    add(words, "stops at ", detail.path("shutdownAt"));
    add(words, "licence ", detail.path("licenseId"));
    add(words, "borrowed by ", detail.path("borrowerId"));
    add(words, "", detail.path("amount"));
    add(words, "", detail.path("currency"));
    add(words, "", detail.path("reason"));
    return String.join(" · ", words);
  }

  private static void add(List<String> words, String before, JsonNode value) {
    if (value.isTextual() && !value.asText().isEmpty()) {
      words.add(before + value.asText());
    }
  }
}
