/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.emulator;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the emulator's launcher from any folder of the working copy. */
final class EmulatorScript {
  private static final Path IN_PROJECT = Path.of("local", "emulator", "emulator.py");

  private EmulatorScript() {}

  static Path find() {
    // `java -jar` sets the class path to the jar alone.
    Path program = Path.of(System.getProperty("java.class.path", ""));
    return Stream.of(Path.of(""), program)
        .map(Path::toAbsolutePath)
        .flatMap(start -> above(start).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new StartupFailure(
                    "The emulator's launcher %s was not found: start from the project's folder."
                        .formatted(IN_PROJECT)));
  }

  private static Optional<Path> above(Path start) {
    return Stream.iterate(start, folder -> folder != null, Path::getParent)
        .map(folder -> folder.resolve(IN_PROJECT))
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
