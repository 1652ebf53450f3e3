/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person reads of make before and while Maven works. */
class MakefileTest {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  @ParameterizedTest
  @ValueSource(strings = {"test", "native", "bench", "format", "release"})
  void withoutMavenEachTargetSaysSo(String target) throws Exception {
    Process make =
        new ProcessBuilder("make", "-C", PROJECT.toString(), target, "MVN=no-such-maven")
            .redirectErrorStream(true)
            .start();
    String output = new String(make.getInputStream().readAllBytes(), UTF_8);

    assertThat(make.waitFor()).isNotZero();
    assertThat(output).contains("Maven was not found: https://maven.apache.org");
  }

  @Test
  void aModuleIsNamedAsSoonAsItsBuildBegins() throws Exception {
    Process progress = new ProcessBuilder(PROJECT.resolve("build/progress").toString()).start();
    try (Writer maven = progress.outputWriter(UTF_8);
        BufferedReader shown = progress.inputReader(UTF_8)) {
      maven.write("[INFO] Scanning for projects...\n");
      maven.write("[INFO] Building shared-model 0.1.0-SNAPSHOT                  [2/12]\n");
      maven.flush();

      assertThat(next(shown)).isEqualTo("  [2/12] shared-model");

      maven.write("[INFO] BUILD FAILURE\n[ERROR] why\n");
      maven.flush();
      assertThat(next(shown)).isEqualTo("[ERROR] why");
    }
    assertThat(progress.waitFor()).isZero();
  }

  /** Maven goes on working meanwhile: its output does not end. */
  private static String next(BufferedReader shown) throws Exception {
    return CompletableFuture.supplyAsync(() -> line(shown)).get(10, TimeUnit.SECONDS);
  }

  private static String line(BufferedReader shown) {
    try {
      return shown.readLine();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
