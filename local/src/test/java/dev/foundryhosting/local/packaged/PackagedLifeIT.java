/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.packaged;

import static dev.foundryhosting.local.packaged.PackagedPlatform.data;
import static dev.foundryhosting.local.packaged.PackagedPlatform.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.platform.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.efs.model.AccessPointDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;

/** A server's life through the packaged functions, with a look at AWS at each step. */
@EnabledOnOs(OS.LINUX)
class PackagedLifeIT {
  private final PackagedPlatform platform = PackagedPlatform.shared();
  private final PackagedServer server = platform.server();

  @AfterEach
  void noSecretWasEverLoggedOrStored() {
    server.assertNoSecretIn(platform.log());
    server.assertNoSecretStored();
  }

  @Test
  void aStartAsksForOneTaskAndShowsNoSecretInIt() {
    server.create();
    assertThat(server.start().path("status").asText()).isEqualTo("starting");

    assertThat(platform.liveTasks(server.serverFamily())).hasSize(1);
    assertThat(server.definition().containerDefinitions()).hasSize(2);
    ContainerDefinition container = server.container("server");
    assertThat(container.image()).isEqualTo("felddy/foundryvtt:13.346");
    assertThat(container.stopTimeout()).isEqualTo(120);
    assertThat(container.secrets().stream().map(Secret::name))
        .containsExactlyInAnyOrder("FOUNDRY_ADMIN_KEY", "FOUNDRY_LICENSE_KEY");
    assertThat(container.environment())
        .anySatisfy(
            variable -> {
              assertThat(variable.name()).isEqualTo("FOUNDRY_HOSTNAME");
              assertThat(variable.value()).isEqualTo(server.host());
            });
    server.assertNoSecretIn(server.definition().toString());
  }

  @Test
  void playersAreLetInOnlyWhenTheLoadBalancerFindsTheServerHealthy() {
    server.create();
    server.start();
    server.taskRuns();

    assertThat(server.rule().conditions())
        .extracting(condition -> condition.field())
        .containsExactlyInAnyOrder("host-header", "path-pattern");
    assertThat(server.status().path("status").asText()).isEqualTo("starting");
    TargetGroup group = server.group();
    assertThat(group.healthCheckPath()).isEqualTo("/api/status");
    assertThat(group.port()).isEqualTo(30000);

    server.becomesHealthy();

    JsonNode running = server.status();
    assertThat(running.path("status").asText()).isEqualTo("running");
    assertThat(running.at("/progress/phase").asText()).isEqualTo("ready");
    assertThat(Instant.parse(running.path("readyAt").asText()))
        .isAfter(Instant.parse(running.path("startedAt").asText()));
    assertThat(server.rule().conditions())
        .singleElement()
        .satisfies(
            condition ->
                assertThat(condition.hostHeaderConfig().values()).containsExactly(server.host()));
  }

  @Test
  void theSweepFindsNothingToRepair() {
    server.run();

    ObjectNode report =
        read(platform.function("auto-shutdown").invoke("{\"source\": \"aws.events\"}"));

    assertThat(report.path("failed").asInt(-1)).isZero();
    assertThat(report.path("repaired").asInt(-1)).isZero();
    assertThat(server.status().path("status").asText()).isEqualTo("running");
  }

  @Test
  void aStopTakesTheRouteAwayAndEndsTheTask() {
    server.run();

    assertThat(data(server.asked("stop")).path("status").asText()).isEqualTo("stopping");
    assertThat(server.task().path("desiredStatus").asText()).isEqualTo("STOPPED");

    server.taskStops();

    JsonNode stopped = server.status();
    assertThat(stopped.path("status").asText()).as(stopped.toString()).isEqualTo("stopped");
    assertThat(stopped.has("startedAt")).isFalse();
    assertThat(server.rules()).isEmpty();
    assertThatThrownBy(server::group).isInstanceOf(TargetGroupNotFoundException.class);
    assertThat(server.items(Variable.LICENSE_POOL_TABLE_NAME).toString())
        .isNotEqualTo("[]")
        .doesNotContain("runId");
  }

  @Test
  void aSignedLicenceIsKeptOutsideTheFolderAndLaidIntoTheNextRun() throws IOException {
    server.run();
    Path license = server.folder().resolve("Config/license.json");
    String signed = "{\"license\": \"KEY\", \"signature\": \"of-foundry\"}";
    Files.createDirectories(license.getParent());
    Files.writeString(license, signed);

    data(server.asked("stop"));
    server.taskStops();
    assertThat(server.status().path("status").asText()).isEqualTo("stopped");
    assertThat(license).doesNotExist();
    Path kept = platform.files().resolve(".licenses/byol-" + server.user() + "/license.json");
    assertThat(kept).hasContent(signed);

    server.start();
    assertThat(license).hasContent(signed);
    assertThat(platform.liveTasks(server.serverFamily())).hasSize(1);
  }

  @Test
  void anotherVersionRunsAtTheNextStart() {
    server.run();
    data(server.asked("stop"));
    server.taskStops();

    data(server.asked("update-version", ", 'foundryVersion': '12.331'"));
    platform.forgetCalls();
    server.start();
    assertThat(platform.calls())
        .as("calls of a start that registers anew, most of them at the same time as others")
        .hasSizeLessThanOrEqualTo(28);

    assertThat(server.container("server").image()).isEqualTo("felddy/foundryvtt:12.331");
    server.assertNoSecretIn(server.definition().toString());
    assertThat(
            platform
                .aws()
                .ecs()
                .listTaskDefinitions(r -> r.familyPrefix(server.serverFamily()))
                .taskDefinitionArns())
        .hasSize(1);
  }

  @Test
  void anotherSizeRunsAtTheNextStartAndIsBilledFromThenOn() {
    server.run();
    JsonNode running = data(server.asked("update-settings", ", 'size': 'large'"));
    assertThat(running.path("size").asText()).isEqualTo("large");
    assertThat(running.path("runningSize").asText()).isEqualTo("small");
    assertThat(server.definition().memory()).isEqualTo("2048");
    data(server.asked("stop"));
    server.taskStops();

    server.start();

    assertThat(server.definition().cpu()).isEqualTo("2048");
    assertThat(server.definition().memory()).isEqualTo("8192");
    JsonNode costs = data(server.asked("get-user-costs"));
    assertThat(costs.path("entries").findValuesAsText("memoryMiB")).startsWith("2048");
  }

  @Test
  void aDestroyedServerLeavesNothing() throws IOException {
    List<AccessPointDescription> accessPoints = platform.accessPoints();
    List<String> definitions = platform.definitions();
    server.run();
    var aws = platform.aws();
    for (int version = 0; version < 3; version++) {
      aws.s3()
          .putObject(
              r -> r.bucket(server.bucket()).key("maps/cave.webp"), RequestBody.fromString("cave"));
    }
    aws.s3().deleteObject(r -> r.bucket(server.bucket()).key("maps/cave.webp"));

    Files.createDirectories(server.folder().resolve("Data/worlds/realm"));
    Files.createSymbolicLink(server.folder().resolve("out"), platform.files());

    assertThat(data(server.asked("destroy")).path("status").asText()).isEqualTo("destroying");
    server.vanish();

    ObjectNode answer = server.asked("status");
    String record = server.items(Variable.INSTANCE_TABLE_NAME).toString();
    assertThat(answer.at("/error/code").asText())
        .as(answer + record)
        .isEqualTo("INSTANCE_NOT_FOUND");
    assertThatThrownBy(() -> aws.s3().headBucket(r -> r.bucket(server.bucket())))
        .isInstanceOf(S3Exception.class);
    assertThatThrownBy(() -> aws.iam().getUser(r -> r.userName(server.assetUser())))
        .isInstanceOf(NoSuchEntityException.class);
    assertThat(server.records()).isEmpty();
    assertThat(server.rules()).isEmpty();
    assertThatThrownBy(server::group).isInstanceOf(TargetGroupNotFoundException.class);
    assertThat(platform.accessPoints()).isEqualTo(accessPoints);
    assertThat(platform.definitions()).isEqualTo(definitions);
    assertThat(server.folder()).doesNotExist();
    assertThat(platform.files()).isDirectory();
    DescribeSecretResponse secret =
        aws.secretsManager().describeSecret(r -> r.secretId(server.secret()));
    assertThat(secret.deletedDate()).isAfter(Instant.now().plus(Duration.ofDays(6)));
    assertThat(server.items(Variable.LICENSE_POOL_TABLE_NAME)).isEmpty();
    assertThat(record).contains("ttl");
  }

  @Test
  void everyLogLineIsJsonAndEveryRequestHasOne() {
    server.create();
    server.start();
    server.start();

    List<ObjectNode> lines =
        platform.log().lines().filter(line -> !line.isBlank()).map(PackagedPlatform::read).toList();

    assertThat(lines)
        .filteredOn(line -> line.path("action").asText().equals("start"))
        .filteredOn(line -> line.path("userId").asText().equals(server.user().value()))
        .hasSize(2)
        .allSatisfy(
            line -> {
              assertThat(line.path("requestId").asText()).matches("[0-9a-f-]{36}");
              assertThat(line.path("status").asText()).isEqualTo("ok");
              assertThat(line.path("durationMs").isNumber()).isTrue();
            });
  }
}
