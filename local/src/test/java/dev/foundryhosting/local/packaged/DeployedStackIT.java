/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.packaged;

import static dev.foundryhosting.local.packaged.PackagedPlatform.data;
import static dev.foundryhosting.local.packaged.PackagedPlatform.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.local.emulator.EmulatorProcess;
import dev.foundryhosting.local.stack.StandInReleases;
import dev.foundryhosting.local.stack.UserFiles;
import dev.foundryhosting.platform.PlatformFunction;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.efs.model.AccessPointDescription;

/**
 * The packaged functions with exactly the variables that the stack gives them: one server's life.
 * {@code make e2e-infra} plays it on the stack that Pulumi deployed, and says where that is; else
 * the variables are those that the program declares.
 */
@EnabledOnOs(OS.LINUX)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeployedStackIT {
  private final PackagedPlatform platform = platform();

  private static PackagedPlatform platform() {
    Path files = UserFiles.temporary();
    String aws = System.getProperty("stack.aws", "");
    if (aws.isEmpty()) {
      EmulatorProcess emulator = EmulatorProcess.start();
      URI endpoint = emulator.endpoint();
      StackVariables declared = StackVariables.recorded().standing(endpoint, files);
      return new PackagedPlatform(endpoint, files, declared, emulator::close);
    }
    new StandInReleases(files).putUsual();
    StackVariables deployed =
        StackVariables.deployed(Path.of(System.getProperty("stack.variables")));
    return new PackagedPlatform(URI.create(aws), files, deployed, () -> {});
  }

  @AfterAll
  void close() {
    platform.close();
  }

  @ParameterizedTest
  @EnumSource
  void eachFunctionStarts(PlatformFunction function) {
    assertThat(platform.function(function.moduleName()).log())
        .doesNotContain("The first read failed");
  }

  @Test
  void aServerIsCreatedPlayedSweptStoppedAndDestroyed() {
    List<AccessPointDescription> accessPoints = platform.accessPoints();
    PackagedServer server = platform.server();
    server.run();
    assertThat(server.status().path("status").asText()).isEqualTo("running");
    assertThat(server.status().path("url").asText()).isEqualTo("https://" + server.host());

    ObjectNode swept = tick("auto-shutdown");
    assertThat(swept.path("failed").asInt(-1)).as(swept.toString()).isZero();
    ObjectNode prepared = tick("session-prep");
    assertThat(prepared.path("failed").asInt(-1)).as(prepared.toString()).isZero();
    assertThat(server.status().path("status").asText()).isEqualTo("running");

    data(server.asked("stop"));
    server.taskStops();
    assertThat(server.status().path("status").asText()).isEqualTo("stopped");

    data(server.asked("destroy"));
    server.vanish();
    assertThat(server.asked("status").at("/error/code").asText()).isEqualTo("INSTANCE_NOT_FOUND");
    assertThat(server.rules()).isEmpty();
    assertThat(server.records()).isEmpty();
    assertThat(server.folder()).doesNotExist();
    assertThat(platform.accessPoints()).isEqualTo(accessPoints);
  }

  @ParameterizedTest
  @ValueSource(strings = {"discord-bot", "kofi-webhook"})
  void aWebhookReadsItsSecretAndRefusesWhatIsNotSigned(String name) {
    ObjectNode event = PackagedPlatform.JSON.createObjectNode().put("version", "2.0");
    event.putObject("headers").put("content-type", "application/x-www-form-urlencoded");
    event.putObject("requestContext").putObject("http").put("method", "POST").put("path", "/");
    event.put("body", "data=%7B%22verification_token%22%3A%22wrong%22%7D");

    ObjectNode answer = read(platform.function(name).invoke(event.toString()));

    assertThat(answer.path("statusCode").asInt()).as(answer.toString()).isEqualTo(401);
  }

  private ObjectNode tick(String name) {
    return read(
        platform
            .function(name)
            .invoke(
                "{\"version\": \"0\", \"source\": \"aws.events\","
                    + " \"detail-type\": \"Scheduled Event\", \"detail\": {}}"));
  }
}
