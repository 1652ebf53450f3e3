/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.aws.ecs.TaskSpec.Container;
import dev.foundryhosting.aws.ecs.TaskSpec.SecretField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TaskSpecTest {
  private static final Container CONTAINER =
      new Container(
          "server",
          "image:13",
          true,
          List.of("a", "b"),
          Map.of("A", "1", "B", "2"),
          Map.of("S", new SecretField("arn:s", "f"), "T", new SecretField("arn:t", "g")),
          Map.of("data", "/data", "cache", "/cache"),
          Set.of("cache"),
          OptionalInt.of(30000),
          Optional.of("check"),
          Optional.of("prepare"),
          120);
  private static final TaskSpec SPEC = spec(CONTAINER);

  static Stream<Arguments> changes() {
    return Stream.of(
        Arguments.of(
            "family",
            new TaskSpec(
                "other", ALICE, 1024, 2048, "t", "e", "l", "r", "fs", volumes(), containers())),
        Arguments.of(
            "user",
            new TaskSpec(
                "family", BOB, 1024, 2048, "t", "e", "l", "r", "fs", volumes(), containers())),
        Arguments.of(
            "cpu",
            new TaskSpec(
                "family", ALICE, 512, 2048, "t", "e", "l", "r", "fs", volumes(), containers())),
        Arguments.of(
            "memory",
            new TaskSpec(
                "family", ALICE, 1024, 4096, "t", "e", "l", "r", "fs", volumes(), containers())),
        Arguments.of(
            "task role",
            new TaskSpec(
                "family", ALICE, 1024, 2048, "x", "e", "l", "r", "fs", volumes(), containers())),
        Arguments.of(
            "execution role",
            new TaskSpec(
                "family", ALICE, 1024, 2048, "t", "x", "l", "r", "fs", volumes(), containers())),
        Arguments.of(
            "log group",
            new TaskSpec(
                "family", ALICE, 1024, 2048, "t", "e", "x", "r", "fs", volumes(), containers())),
        Arguments.of(
            "region",
            new TaskSpec(
                "family", ALICE, 1024, 2048, "t", "e", "l", "x", "fs", volumes(), containers())),
        Arguments.of(
            "file system",
            new TaskSpec(
                "family", ALICE, 1024, 2048, "t", "e", "l", "r", "x", volumes(), containers())),
        Arguments.of(
            "volumes",
            new TaskSpec(
                "family",
                ALICE,
                1024,
                2048,
                "t",
                "e",
                "l",
                "r",
                "fs",
                Map.of("data", "fsap-9", "cache", "fsap-2"),
                containers())),
        Arguments.of("no container", spec()),
        Arguments.of("a second container", spec(CONTAINER, CONTAINER)),
        changed("name", c -> with(c, "x", c.image(), true, c.command(), c.environment())),
        changed("image", c -> with(c, c.name(), "image:12", true, c.command(), c.environment())),
        changed(
            "essential", c -> with(c, c.name(), c.image(), false, c.command(), c.environment())),
        changed(
            "command", c -> with(c, c.name(), c.image(), true, List.of("a b"), c.environment())),
        changed(
            "environment",
            c -> with(c, c.name(), c.image(), true, c.command(), Map.of("A", "1", "B", "3"))),
        changed("secrets", c -> rest(c, Map.of(), c.mounts(), c.port(), c.healthCheck())),
        changed(
            "field of a secret",
            c ->
                rest(
                    c,
                    Map.of("S", new SecretField("arn:s", "g"), "T", new SecretField("arn:t", "g")),
                    c.mounts(),
                    c.port(),
                    c.healthCheck())),
        changed(
            "mounts",
            c -> rest(c, c.secrets(), Map.of("data", "/data"), c.port(), c.healthCheck())),
        changed("what may only be read", TaskSpecTest::writable),
        changed("port", c -> rest(c, c.secrets(), c.mounts(), OptionalInt.of(80), c.healthCheck())),
        changed("health check", c -> rest(c, c.secrets(), c.mounts(), c.port(), Optional.empty())),
        changed("dependency", c -> end(c, Optional.empty(), 120)),
        changed("stop timeout", c -> end(c, c.after(), 30)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void whateverChangesChangesTheFingerprint(String name, TaskSpec changed) {
    assertThat(changed).isNotEqualTo(SPEC);
    assertThat(changed.fingerprint()).isNotEqualTo(SPEC.fingerprint());
  }

  @Test
  void equalSpecsHaveOneFingerprintInWhateverOrderTheirMapsWereFilled() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("B", "2");
    environment.put("A", "1");
    TaskSpec same =
        spec(with(CONTAINER, "server", "image:13", true, List.of("a", "b"), environment));

    assertThat(same).isEqualTo(SPEC);
    assertThat(same.fingerprint()).isEqualTo(SPEC.fingerprint()).matches("[0-9a-f]{32}");
  }

  @Test
  void aFieldOfASecretIsReferredToByItsKeyInTheCurrentVersion() {
    assertThat(new SecretField("arn:secret", "adminKey").valueFrom())
        .isEqualTo("arn:secret:adminKey::");
  }

  private static Arguments changed(String name, UnaryOperator<Container> change) {
    return Arguments.of(name, spec(change.apply(CONTAINER)));
  }

  private static TaskSpec spec(Container... containers) {
    return new TaskSpec(
        "family", ALICE, 1024, 2048, "t", "e", "l", "r", "fs", volumes(), List.of(containers));
  }

  private static Map<String, String> volumes() {
    return Map.of("data", "fsap-1", "cache", "fsap-2");
  }

  private static List<Container> containers() {
    return List.of(CONTAINER);
  }

  private static Container with(
      Container c,
      String name,
      String image,
      boolean essential,
      List<String> command,
      Map<String, String> environment) {
    return new Container(
        name,
        image,
        essential,
        command,
        environment,
        c.secrets(),
        c.mounts(),
        c.readOnly(),
        c.port(),
        c.healthCheck(),
        c.after(),
        c.stopTimeoutSeconds());
  }

  private static Container writable(Container c) {
    return new Container(
        c.name(),
        c.image(),
        c.essential(),
        c.command(),
        c.environment(),
        c.secrets(),
        c.mounts(),
        Set.of(),
        c.port(),
        c.healthCheck(),
        c.after(),
        c.stopTimeoutSeconds());
  }

  private static Container rest(
      Container c,
      Map<String, SecretField> secrets,
      Map<String, String> mounts,
      OptionalInt port,
      Optional<String> healthCheck) {
    return new Container(
        c.name(),
        c.image(),
        c.essential(),
        c.command(),
        c.environment(),
        secrets,
        mounts,
        c.readOnly(),
        port,
        healthCheck,
        c.after(),
        c.stopTimeoutSeconds());
  }

  private static Container end(Container c, Optional<String> after, int stopTimeout) {
    return new Container(
        c.name(),
        c.image(),
        c.essential(),
        c.command(),
        c.environment(),
        c.secrets(),
        c.mounts(),
        c.readOnly(),
        c.port(),
        c.healthCheck(),
        after,
        stopTimeout);
  }
}
