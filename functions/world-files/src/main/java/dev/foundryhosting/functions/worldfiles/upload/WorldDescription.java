/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.upload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.lambda.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a {@code world.json} says of its world. Nothing in it is trusted.
 *
 * @param id its folder, as Foundry demands it: {@code id}, before version 10 {@code name}
 * @param title what people call it
 * @param system the id of its game system
 * @param generation of Foundry that wrote it last
 * @param lastPlayedAt as Foundry noted it
 */
public record WorldDescription(
    Optional<String> id,
    Optional<String> title,
    Optional<String> system,
    OptionalInt generation,
    Optional<Instant> lastPlayedAt) {
  public static final String FILE = "world.json";

  /** The longest that is read, in bytes. */
  public static final int LONGEST = 1024 * 1024;

  /** Of a world without one. */
  public static final WorldDescription NONE =
      new WorldDescription(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          Optional.empty());

  private static final int LONGEST_TEXT = 100;

  /** Empty for what is no JSON object. */
  public static Optional<WorldDescription> of(byte[] content) {
    try {
      ObjectNode json = Json.parse(FILE, content);
      return Optional.of(
          new WorldDescription(
              whole(json.path("id")).or(() -> whole(json.path("name"))),
              text(json.path("title")),
              text(json.path("system")),
              generation(json),
              text(json.path("lastPlayed")).flatMap(WorldDescription::time)));
    } catch (PlatformException notJson) {
      return Optional.empty();
    }
  }

  private static Optional<String> whole(JsonNode value) {
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }

  private static Optional<String> text(JsonNode value) {
    String text = value.isTextual() ? value.textValue().strip() : "";
    String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "");
    return line.isEmpty()
        ? Optional.empty()
        : Optional.of(line.substring(0, Math.min(line.length(), LONGEST_TEXT)));
  }

  /** Foundry writes {@code "coreVersion": "13.346"}; before version 10 {@code "0.8.9"}. */
  private static OptionalInt generation(JsonNode json) {
    return generation(json.path("coreVersion").asText());
  }

  /** The generation of a version such as {@code 13.346}; empty for one that names none. */
  public static OptionalInt generation(String version) {
    String first = version.split("\\.", 2)[0];
    return first.matches("[1-9][0-9]{0,3}")
        ? OptionalInt.of(Integer.parseInt(first))
        : OptionalInt.empty();
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
