/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import dev.foundryhosting.infrastructure.Settings.Packaging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** Checks that the functions are built, and for the stack's packaging. */
final class Packages {
  // The program in a package for provided.al2023; a JVM package has none.
  private static final String NATIVE_PROGRAM = "bootstrap";

  private Packages() {}

  /**
   * One sentence for each function that is not built, or built for another packaging: Pulumi only
   * names a missing file, and Lambda accepts a package that it cannot start.
   *
   * @param root the folder of Pulumi.yaml
   * @param wanted empty for any
   */
  static List<String> problems(Path root, Optional<Packaging> wanted) {
    return FunctionSpec.ALL.stream()
        .flatMap(spec -> problem(root.resolve(spec.zip()), spec, wanted).stream())
        .toList();
  }

  private static Optional<String> problem(Path zip, FunctionSpec spec, Optional<Packaging> wanted) {
    String function = spec.function().moduleName();
    if (!Files.exists(zip)) {
      return Optional.of(
          "The function %s is not built: %s is missing.".formatted(function, spec.zip()));
    }
    Packaging built;
    try (ZipFile files = new ZipFile(zip.toFile())) {
      built = files.getEntry(NATIVE_PROGRAM) == null ? Packaging.JVM : Packaging.NATIVE;
    } catch (IOException e) {
      return Optional.of("The function %s cannot be read: %s.".formatted(function, spec.zip()));
    }
    return wanted
        .filter(packaging -> packaging != built)
        .map(
            packaging ->
                "The function %s is built as %s, but foundry-hosting:packaging is %s: %s."
                    .formatted(
                        function,
                        SettingsReader.spelled(built),
                        SettingsReader.spelled(packaging),
                        packaging == Packaging.NATIVE
                            ? "make native"
                            : "make deploy PACKAGING=jvm"));
  }

  static Optional<Packaging> packaging(String spelled) {
    return Stream.of(Packaging.values())
        .filter(packaging -> SettingsReader.spelled(packaging).equals(spelled))
        .findFirst();
  }
}
