/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.foundryhosting.platform.PlatformFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Records the variables that the stack gives each function, for the test that plays them. */
class EnvironmentsTest {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private static final Path RECORDED =
      Path.of("..", "local/src/test/resources/dev/foundryhosting/local/packaged/stack.json");

  @Test
  void theRecordedVariablesAreTheStacks() throws IOException {
    // Only what must be configured, so that a function gets as little as it ever does.
    Map<String, String> configuration = Declarations.requiredConfiguration();
    configuration.put("foundry-hosting:packaging", "jvm");
    Declarations stack = Declarations.of(configuration, "production");
    Map<String, Map<String, String>> environments = new TreeMap<>();
    for (PlatformFunction function : PlatformFunction.values()) {
      environments.put(
          function.functionName(),
          new TreeMap<>(LayersTest.environment(stack, function.moduleName())));
    }
    String json = GSON.toJson(environments) + "\n";
    if (Boolean.getBoolean("graph.accept")) {
      Files.createDirectories(RECORDED.getParent());
      Files.writeString(RECORDED, json);
    }

    assertThat(RECORDED).as("run `make graph` and commit the variables").hasContent(json);
  }
}
