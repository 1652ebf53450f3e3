/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.infrastructure.Settings.Packaging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackagesTest {
  @TempDir private Path root;

  private void build(FunctionSpec spec, String entry) throws IOException {
    Path zip = root.resolve(spec.zip());
    Files.createDirectories(zip.getParent());
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry(entry));
    }
  }

  @Test
  void everyFunctionThatIsNotBuiltIsNamed() {
    assertThat(Packages.problems(root, Optional.empty()))
        .hasSameSizeAs(FunctionSpec.ALL)
        .contains(
            "The function kofi-webhook is not built: functions/kofi-webhook/target/function.zip is"
                + " missing.");
  }

  @Test
  void aPackageForTheJvmIsNotTakenForANativeOneNorTheOtherWayRound() throws IOException {
    for (FunctionSpec spec : FunctionSpec.ALL) {
      build(spec, "lib/quarkus.jar");
    }
    build(FunctionSpec.ALL.getFirst(), "bootstrap");

    assertThat(Packages.problems(root, Optional.empty())).isEmpty();
    assertThat(Packages.problems(root, Optional.of(Packaging.JVM)))
        .containsExactly(
            "The function instance-management is built as native, but foundry-hosting:packaging is"
                + " jvm: make deploy PACKAGING=jvm.");
    assertThat(Packages.problems(root, Optional.of(Packaging.NATIVE)))
        .hasSize(FunctionSpec.ALL.size() - 1)
        .allMatch(sentence -> sentence.endsWith("is native: make native."));
  }

  @Test
  void aBrokenZipIsReported() throws IOException {
    build(FunctionSpec.ALL.getFirst(), "bootstrap");
    Files.writeString(root.resolve(FunctionSpec.ALL.getFirst().zip()), "cut off");

    assertThat(Packages.problems(root, Optional.of(Packaging.NATIVE)))
        .contains(
            "The function instance-management cannot be read:"
                + " functions/instance-management/target/function.zip.");
  }

  @Test
  void packagingsAreKnownByTheirConfiguredNames() {
    assertThat(Packages.packaging("jvm")).hasValue(Packaging.JVM);
    assertThat(Packages.packaging("native")).hasValue(Packaging.NATIVE);
    assertThat(Packages.packaging("java")).isEmpty();
  }
}
