/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.platform.PlatformFunction;
import dev.foundryhosting.platform.Variable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How a packaged function starts, or refuses to, by what its environment says. */
@EnabledOnOs(OS.LINUX)
class PackagedStartIT {

  @ParameterizedTest(name = "{0}: {1} = {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          instance-management | INSTANCE_TABLE_NAME     | ''             | is not set; it must hold a name
          instance-management | DOMAIN_NAME             | ''             | is not set; it must hold a host name
          instance-management | FOUNDRY_DEFAULT_VERSION | thirteen       | is malformed
          instance-management | TASK_ROLE_ARN           | role/task      | is malformed; it must hold an ARN
          task-events         | TASK_ASSIGN_PUBLIC_IP   | yes            | is malformed; it must hold ENABLED or DISABLED
          task-events         | PRICE_VCPU_HOUR         | cheap          | is malformed; it must hold a decimal number
          auto-shutdown       | TASK_SUBNET_IDS         | ''             | is not set; it must hold names
          auto-shutdown       | PLATFORM_CLOCK_OFFSET   | Ptomorrow      | is malformed; it must hold an ISO 8601 duration
          session-prep        | WAKEUP_QUEUE_URL        | queue          | is malformed; it must hold an http or https URL
          world-files         | USER_FILES_ROOT         | files          | is malformed; it must hold the absolute path of a folder
          kofi-webhook        | KOFI_SECRET_ARN         | ''             | is not set; it must hold an ARN
          discord-bot         | DISCORD_SECRET_ARN      | ''             | is not set; it must hold an ARN
          """)
  void aWrongEnvironmentStopsTheFunctionWithOneSentence(
      String name, Variable variable, String value, String sentence) {
    Map<String, String> environment = environment(name);
    environment.put(variable.name(), value);

    assertThatThrownBy(() -> LambdaRuntime.start(name, zip(name), environment).close())
        .isInstanceOf(LambdaRuntime.FunctionFailed.class)
        .hasMessageContaining("The environment variable " + variable + " " + sentence)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("cheap", "Ptomorrow"));
  }

  @ParameterizedTest
  @EnumSource
  void aFunctionStartsWhateverAwsDoesMeanwhile(PlatformFunction which) {
    String name = which.moduleName();
    try (LambdaRuntime function = LambdaRuntime.start(name, zip(name), environment(name))) {
      assertThat(function.log())
          .contains("The first read failed; the function starts all the same");
    }
  }

  static Path zip(String name) {
    return Path.of("../functions", name, "target/function.zip");
  }

  /** All that the function must be told and nothing else; no service answers in it. */
  private static Map<String, String> environment(String name) {
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    for (Variable variable : Variable.values()) {
      if (variable.fallback().isEmpty()) {
        environment.put(variable.name(), value(variable));
      }
    }
    return PackagedPlatform.ownVariables(name, environment);
  }

  private static String value(Variable variable) {
    return switch (variable) {
      case AWS_REGION -> "eu-central-1";
      case TASK_ASSIGN_PUBLIC_IP -> "ENABLED";
      case PRICE_VCPU_HOUR, PRICE_GB_HOUR -> "0.01";
      case ALB_DNS_NAME, DOMAIN_NAME -> "example.org";
      case USER_FILES_ROOT -> "/mnt/instances";
      default -> variable.name().endsWith("_ARN") ? "arn:aws:x:eu-central-1:1:x" : "x";
    };
  }
}
