/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pulumi.example.yaml says what the program does. */
class ExampleTest {
  private static final Path EXAMPLE = Path.of("..", "Pulumi.example.yaml");

  /** The example configuration, with every key set as it says. */
  private static Map<String, String> example() throws IOException {
    Map<String, String> configuration = new HashMap<>();
    Matcher keys =
        Pattern.compile("(?m)^  ([a-z-]+:[A-Za-z0-9]+):(?: \"?([^\"\n]*)\"?)?$")
            .matcher(Files.readString(EXAMPLE));
    while (keys.find()) {
      configuration.put(keys.group(1), keys.group(2) == null ? "a-secret" : keys.group(2));
    }
    return configuration;
  }

  @Test
  void theExampleHoldsEveryKeyThatIsRead() throws IOException {
    String reader =
        Files.readString(
            Path.of("src/main/java/dev/foundryhosting/infrastructure/SettingsReader.java"));
    Set<String> read = new TreeSet<>();
    Matcher calls =
        Pattern.compile(
                "(?:optional|required|requiredSecret|secret|choice|put|get)\\([^\"()]*\"([a-zA-Z0-9]+)\"")
            .matcher(reader);
    while (calls.find()) {
      read.add(calls.group(1));
    }

    assertThat(example().keySet().stream().map(key -> key.replaceFirst(".*:", "")))
        .containsExactlyInAnyOrderElementsOf(read);
  }

  @Test
  void theExampleIsAStackThatCouldBeDeployed() throws IOException {
    Declarations stack = Declarations.of(example(), "production");

    assertThat(stack.ofType("aws:lambda/function:Function")).hasSize(7);
    assertThat(LayersTest.environment(stack, "instance-management"))
        .containsEntry("MONTHLY_SPENDING_CAP", "20.00")
        .containsEntry("SUPPORTER_CREDITS", "4567890123456789012=5.00,5678901234567890123=10.00")
        .containsEntry("MAX_OPEN_SESSIONS", "10")
        .containsEntry("MAX_BORROWED_HOURS", "12");
  }

  /** Or its comments would say something else than the program does. */
  @Test
  void theDefaultsOfTheExampleAreTheDefaults() throws IOException {
    Map<String, String> defaults = example();
    defaults
        .keySet()
        .removeIf(
            key ->
                Stream.of(
                        "networkMode",
                        "packaging",
                        "architecture",
                        "foundryImage",
                        "foundryDefaultVersion",
                        "stableHostname",
                        "maxOpenSessions",
                        "maxBorrowedHours",
                        "currency",
                        "dollarRate",
                        "priceVcpuHour",
                        "priceGbHour",
                        "development",
                        "domainName",
                        "route53HostedZoneId",
                        "token",
                        "clientId",
                        "region")
                    .noneMatch(name -> key.endsWith(":" + name)));
    // What is in the secret is no default, and the bot's description names its version.
    Map<String, String> required = Declarations.requiredConfiguration();
    defaults.replaceAll((key, value) -> key.startsWith("discord:") ? required.get(key) : value);

    assertThat(functionsOf(Declarations.of(defaults, "production")))
        .isEqualTo(
            functionsOf(Declarations.of(Declarations.requiredConfiguration(), "production")));
  }

  private static List<String> functionsOf(Declarations stack) {
    return stack.ofType("aws:lambda/function:Function").stream()
        .map(function -> function + " " + Graph.plain(function.inputs()))
        .sorted()
        .toList();
  }
}
