package dev.foundryhosting.functions.discord.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Times in the platform's JSON. */
public final class Times {
  private Times() {}

  /** The time in a field; empty when there is none that can be read. */
  public static Optional<Instant> find(JsonNode json, String field) {
    try {
      return Optional.ofNullable(json.path(field).textValue())
          .map(text -> OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
