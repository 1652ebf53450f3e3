/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program as the engine starts it: a process of its own, which speaks the engine's protocol.
 */
class ProgramTest {
  @TempDir private Path root;
  private TestingEngine engine;
  private final Map<String, String> configuration = Declarations.fullConfiguration();
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void anEngineAndPackagesForTheJvm() throws IOException {
    engine = new TestingEngine();
    for (FunctionSpec spec : FunctionSpec.ALL) {
      Path zip = root.resolve(spec.zip());
      Files.createDirectories(zip.getParent());
      try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
        out.putNextEntry(new ZipEntry("lib/quarkus.jar"));
      }
    }
    configuration.put("foundry-hosting:packaging", "jvm");
  }

  @AfterEach
  void close() {
    engine.close();
  }

  /** Runs the program on a machine with one processor, until it ends. */
  private int run() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:ActiveProcessorCount=1",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName())
            .directory(root.toFile());
    builder.environment().putAll(engine.environment(configuration));
    builder.environment().putAll(environment);
    Path output = root.resolve("output");
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS))
          .as(() -> "the program ends; it wrote: " + engine.logs())
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    return process.exitValue();
  }

  @Test
  void itDeclaresEverythingOnAMachineWithOneProcessor() throws Exception {
    assertThat(run()).as(engine.logs().toString()).isZero();

    assertThat(engine.seen())
        .extracting(Declared::toString)
        .containsExactlyInAnyOrderElementsOf(
            Declarations.of(configuration, "production").resources().stream()
                .map(Declared::toString)
                .toList());
  }

  @Test
  void aCallsOwnPackagingWinsOverTheStacks() throws Exception {
    configuration.put("foundry-hosting:packaging", "native");
    environment.put("FOUNDRY_HOSTING_PACKAGING", "jvm");

    assertThat(run()).as(engine.logs().toString()).isZero();
    assertThat(engine.seen())
        .filteredOn(resource -> resource.isOf("aws:lambda/function:Function"))
        .isNotEmpty()
        .allMatch(function -> function.text("runtime").startsWith("java"));
  }

  @Test
  void aCallsOwnPackagingThatDoesNotExistIsRefused() throws Exception {
    environment.put("FOUNDRY_HOSTING_PACKAGING", "wasm");

    assertThat(run()).isNotZero();
    assertThat(engine.logs())
        .anyMatch(line -> line.contains("FOUNDRY_HOSTING_PACKAGING is malformed"));
  }
}
