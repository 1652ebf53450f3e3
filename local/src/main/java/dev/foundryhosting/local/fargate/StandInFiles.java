/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.fargate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files that a stand-in server writes into its user's folder, as the image and Foundry do: a
 * world, options, and the licence, which is signed once an administrator accepted the agreement.
 */
final class StandInFiles {
  /** The folder of the world that it comes with. */
  static final String WORLD = "the-sunless-vault";

  private final Path folder;

  /** Begins with the folder that a run finds. */
  StandInFiles(Path folder) {
    this.folder = folder;
    write(folder.resolve("Config/options.json"), "{\"port\": 30000}");
    write(worldFile(WORLD), "{\"id\": \"%s\", \"title\": \"The Sunless Vault\"}".formatted(WORLD));
    if (!Files.exists(license())) {
      write(license(), "{\"license\": \"STAND-IN\"}");
    }
  }

  boolean hasWorld(String name) {
    return !name.isEmpty() && Files.exists(worldFile(name));
  }

  private Path worldFile(String name) {
    return folder.resolve("Data/worlds").resolve(name).resolve("world.json");
  }

  boolean signed() {
    try {
      return Files.readString(license()).contains("\"signature\"");
    } catch (IOException e) {
      throw new UncheckedIOException("The licence cannot be read", e);
    }
  }

  void sign() {
    write(license(), "{\"license\": \"STAND-IN\", \"signature\": \"of-the-stand-in\"}");
  }

  private Path license() {
    return folder.resolve("Config/license.json");
  }

  private static void write(Path file, String content) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException("A file of the stand-in server cannot be written", e);
    }
  }
}
