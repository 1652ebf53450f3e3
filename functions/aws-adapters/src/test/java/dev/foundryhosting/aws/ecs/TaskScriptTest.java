/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaskScriptTest {
  private static final String NATIVE_RESOURCES =
      "/META-INF/native-image/dev.foundryhosting/aws-adapters/resource-config.json";

  @ParameterizedTest
  @EnumSource
  void aShellRunsItWithItsArguments(TaskScript script) {
    List<String> command = script.command(List.of("--one", "two words"));

    assertThat(command).startsWith("/bin/sh", "-c").hasSize(6).endsWith("--one", "two words");
    assertThat(command.get(2)).startsWith("# SPDX-License-Identifier").contains("set -");
    assertThat(command.get(3)).isEqualTo(file(script));
  }

  /** A native image holds no other resources than these. */
  @ParameterizedTest
  @EnumSource
  void aNativeImageHoldsIt(TaskScript script) throws IOException {
    try (InputStream in = TaskScriptTest.class.getResourceAsStream(NATIVE_RESOURCES)) {
      String pattern = new ObjectMapper().readTree(in).at("/resources/includes/0/pattern").asText();
      assertThat("dev/foundryhosting/aws/ecs/" + file(script)).matches(pattern);
    }
  }

  private static String file(TaskScript script) {
    return script.name().toLowerCase(Locale.ROOT) + ".sh";
  }
}
