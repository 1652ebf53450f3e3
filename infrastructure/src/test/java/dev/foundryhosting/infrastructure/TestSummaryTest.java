/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code build/test-summary}, which {@code make test} ends with. */
class TestSummaryTest {
  private static final Path SCRIPT = Path.of("..", "build", "test-summary");

  @TempDir private Path folder;

  private record Run(int code, String output) {}

  @Test
  void theClassesOfModulesThatAreBuiltSideBySideAreCountedForTheirModules() throws Exception {
    Run run =
        summaryOf(
            """
            [INFO] Tests run: 2, Failures: 0, Errors: 0, Skipped: 1, Time elapsed: 0.5 s -- in dev.foundryhosting.instance.SubdomainTest
            [INFO] Tests run: 5, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 61.25 s -- in dev.foundryhosting.infrastructure.LayersTest
            jqwik says something[INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1.5 s -- in dev.foundryhosting.instance.SubdomainTest
            [INFO] Tests run: 10, Failures: 0, Errors: 0, Skipped: 1
            """);

    assertThat(run.code()).isZero();
    assertThat(run.output())
        .containsPattern("shared-model +5 +0 +1\n")
        .containsPattern("infrastructure +5 +0 +0\n")
        .containsPattern("all +10 +0 +1\n")
        .containsPattern("infrastructure LayersTest +61.2\nshared-model SubdomainTest +2.0\n");
  }

  @Test
  void nestedClassesAreCountedAndTheirTimeIsThatOfTheOuterOne() throws Exception {
    Run run =
        summaryOf(
            """
            [INFO] Tests run: 4, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1.0 s -- in dev.foundryhosting.usage.port.InMemoryLedgerTest$KeepsCosts
            [INFO] Tests run: 0, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1.5 s -- in dev.foundryhosting.usage.port.InMemoryLedgerTest
            """);

    assertThat(run.output())
        .containsPattern("shared-model +4 +0 +0\n")
        .containsPattern("shared-model InMemoryLedgerTest +1.5\n");
  }

  @Test
  void whatFailedIsNamedAndTheSummaryFails() throws Exception {
    Run run =
        summaryOf(
            """
            [ERROR] Tests run: 2, Failures: 1, Errors: 1, Skipped: 0, Time elapsed: 0.5 s <<< FAILURE! -- in dev.foundryhosting.instance.SubdomainTest
            [ERROR] dev.foundryhosting.instance.SubdomainTest.isShort -- Time elapsed: 0.1 s <<< FAILURE!
            [ERROR] dev.foundryhosting.instance.SubdomainTest.isOne(String, int)[3] -- Time elapsed: 0.1 s <<< ERROR!
            """);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.output())
        .containsPattern("shared-model +2 +2 +0\n")
        .endsWith(
            """
            FAILED dev.foundryhosting.instance.SubdomainTest.isShort
            FAILED dev.foundryhosting.instance.SubdomainTest.isOne(String, int)[3]
            """);
  }

  @Test
  void onlyTheTenSlowestClassesAreListed() throws Exception {
    StringBuilder log = new StringBuilder();
    for (int number = 10; number <= 21; number++) {
      log.append(
          "[INFO] Tests run: 1, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: %d s -- in a.Some%dTest%n"
              .formatted(number, number));
    }

    String slowest = summaryOf(log.toString()).output().split("slowest classes", 2)[1];

    assertThat(slowest.lines().skip(1)).hasSize(10);
    assertThat(slowest).contains("Some21Test", "Some12Test").doesNotContain("Some11Test");
  }

  private Run summaryOf(String log) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("test.log"), log);
    Process process =
        new ProcessBuilder("python3", SCRIPT.toString(), file.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }
}
