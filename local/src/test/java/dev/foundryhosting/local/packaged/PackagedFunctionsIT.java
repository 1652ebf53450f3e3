package dev.foundryhosting.local.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX)
class PackagedFunctionsIT {

  @ParameterizedTest
  @ValueSource(strings = {"instance-management", "task-events", "auto-shutdown"})
  void aPackagedFunctionBootsUnderTheVendorsRuntimeAndAnswers(String name) {
    try (LambdaRuntime function =
        LambdaRuntime.start(name, Path.of("../functions", name, "target/function.zip"), Map.of())) {
      assertThat(function.invoke("{\"action\":\"echo\"}")).isEqualTo("{\"action\":\"echo\"}");
      assertThat(function.invoke("{\"again\":true}")).isEqualTo("{\"again\":true}");
    }
  }
}
