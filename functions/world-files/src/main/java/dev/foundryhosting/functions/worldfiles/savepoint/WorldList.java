/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.files.StoredWorld;
import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.functions.worldfiles.folder.SecureFolder;
import dev.foundryhosting.lambda.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The worlds in a user's folder, as their {@code world.json} describes them.
 *
 * @param worlds those whose folders have a name that Foundry takes
 * @param filesBytes of all files in the user's folder
 */
record WorldList(List<StoredWorld> worlds, long filesBytes) {
  private static final Path DESCRIPTION = Path.of("world.json");
  private static final int LONGEST_DESCRIPTION = 1024 * 1024;
  private static final int LONGEST_TEXT = 100;

  /**
   * Reads the descriptions.
   *
   * @param bytes of each unit
   */
  static WorldList of(SecureFolder home, Map<Unit, Long> bytes) throws IOException {
    List<StoredWorld> worlds = new ArrayList<>();
    long filesBytes = 0;
    for (Map.Entry<Unit, Long> each : bytes.entrySet()) {
      filesBytes += each.getValue();
      Unit unit = each.getKey();
      Optional<WorldName> name =
          unit.kind() == Unit.Kind.WORLD ? WorldName.reported(unit.text()) : Optional.empty();
      if (name.isPresent()) {
        worlds.add(described(home, unit, name.get(), each.getValue()));
      }
    }
    return new WorldList(worlds, filesBytes);
  }

  private static StoredWorld described(SecureFolder home, Unit unit, WorldName name, long bytes)
      throws IOException {
    JsonNode json = description(home, unit);
    return new StoredWorld(
        name.value(),
        text(json.path("title")).orElse(name.value()),
        text(json.path("system")),
        generation(json),
        bytes,
        text(json.path("lastPlayed")).flatMap(WorldList::time));
  }

  private static JsonNode description(SecureFolder home, Unit unit) throws IOException {
    Optional<SecureFolder> opened = home.descend(unit.path());
    if (opened.isEmpty()) {
      return Json.object();
    }
    try (SecureFolder folder = opened.get()) {
      Optional<byte[]> content = folder.read(DESCRIPTION, LONGEST_DESCRIPTION);
      return content.isPresent() ? Json.parse("world.json", content.get()) : Json.object();
    } catch (PlatformException notJson) {
      return Json.object();
    }
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
    String first = json.path("coreVersion").asText().split("\\.", 2)[0];
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
