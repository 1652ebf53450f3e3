/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.packaged;

import static dev.foundryhosting.local.packaged.PackagedPlatform.ask;
import static dev.foundryhosting.local.packaged.PackagedPlatform.data;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.local.MadeUpKey;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AWS takes a call and does not answer: the function does, before Lambda would kill it. */
@EnabledOnOs(OS.LINUX)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackagedDeadlineIT {
  /** The first call of world-files, which lays in the licence, takes 3 seconds of it to boot. */
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final PackagedPlatform platform = new PackagedPlatform();
  private LambdaRuntime management;

  @BeforeAll
  void boot() {
    management = platform.boot("instance-management", LIMIT);
  }

  @AfterEach
  void noMoreFaults() {
    platform.faults("[]");
  }

  @AfterAll
  void close() {
    platform.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dynamodb", "ecs", "elbv2"})
  void aStartDuringWhichAServiceHangsIsAnsweredInTime(String service) {
    String user = "hangs-" + service;
    data(
        ask(
            management,
            ("{'action': 'create', 'userId': '%1$s', 'username': '%1$s', 'licenseType': 'byol',"
                    + " 'licenseKey': '%2$s'}")
                .formatted(user, MadeUpKey.of(user))));
    platform.faults(
        "[{'service': '%s', 'kind': 'timeout', 'delayMs': 60000, 'times': -1}]".formatted(service));

    Instant begin = Instant.now();
    ObjectNode answer = ask(management, "{'action': 'start', 'userId': '%s'}".formatted(user));
    Duration took = Duration.between(begin, Instant.now());

    assertThat(answer.at("/error/code").asText())
        .as(answer.toString())
        .isEqualTo("DEPENDENCY_FAILED");
    assertThat(answer.at("/error/retryable").asBoolean()).isTrue();
    assertThat(took).isLessThan(LIMIT);
  }
}
