/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A script that a shell ran to its end, with a folder in place of the volume.
 *
 * @param said what went to the log
 */
record ScriptRun(int exitCode, String said) {
  /**
   * Runs a script.
   *
   * @param data stands for {@code /data}
   */
  static ScriptRun of(List<String> shell, String script, Path data, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(
                        shell.stream(), Stream.of("-c", script.replace("/data", data.toString())))
                    .toList())
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return new ScriptRun(process.exitValue(), said);
  }
}
