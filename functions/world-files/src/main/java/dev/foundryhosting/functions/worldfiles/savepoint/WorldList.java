/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import dev.foundryhosting.files.StoredWorld;
import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.functions.worldfiles.folder.SecureFolder;
import dev.foundryhosting.functions.worldfiles.upload.WorldDescription;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The worlds in a user's folder, as their {@code world.json} describes them.
 *
 * @param worlds those whose folders have a name that Foundry takes
 * @param filesBytes of all files in the user's folder
 */
record WorldList(List<StoredWorld> worlds, long filesBytes) {
  private static final Path DESCRIPTION = Path.of(WorldDescription.FILE);

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
    WorldDescription known = description(home, unit);
    return new StoredWorld(
        name.value(),
        known.title().orElse(name.value()),
        known.system(),
        known.generation(),
        bytes,
        known.lastPlayedAt());
  }

  private static WorldDescription description(SecureFolder home, Unit unit) throws IOException {
    Optional<SecureFolder> opened = home.descend(unit.path());
    if (opened.isEmpty()) {
      return WorldDescription.NONE;
    }
    try (SecureFolder folder = opened.get()) {
      return folder
          .read(DESCRIPTION, WorldDescription.LONGEST)
          .flatMap(WorldDescription::of)
          .orElse(WorldDescription.NONE);
    }
  }
}
