/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.packaged;

import static dev.foundryhosting.local.packaged.PackagedPlatform.data;
import static dev.foundryhosting.local.packaged.PackagedPlatform.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import software.amazon.awssdk.services.efs.model.AccessPointDescription;

/** What the packaged functions make in AWS when a server is created. */
@EnabledOnOs(OS.LINUX)
class PackagedCreationIT {
  private final PackagedPlatform platform = PackagedPlatform.shared();
  private final PackagedServer server = platform.server();

  @AfterEach
  void noSecretWasEverLoggedOrStored() {
    server.assertNoSecretIn(platform.log());
    server.assertNoSecretStored();
  }

  @Test
  void creatingMakesEverythingThatBelongsToTheUser() {
    JsonNode created = server.create();

    assertThat(created.path("status").asText()).isEqualTo("created");
    assertThat(created.path("url").asText()).isEqualTo("http://" + server.host() + ":1");
    assertThat(created.at("/license/sharing").asText()).isEqualTo("shared");
    assertThat(data(server.asked("get-admin-key")).path("adminKey").asText())
        .matches("[0-9a-f]{32}");
  }

  @Test
  void theBucketIsOneUsersAndOneOriginsAlone() {
    server.create();

    var s3 = platform.aws().s3();
    String bucket = server.bucket();
    assertThat(
            s3.getBucketTagging(r -> r.bucket(bucket)).tagSet().stream()
                .map(tag -> Map.entry(tag.key(), tag.value())))
        .containsAll(server.tags().entrySet());
    assertThat(s3.getBucketVersioning(r -> r.bucket(bucket)).statusAsString()).isEqualTo("Enabled");
    assertThat(s3.getBucketLifecycleConfiguration(r -> r.bucket(bucket)).rules()).isNotEmpty();
    assertThat(s3.getBucketCors(r -> r.bucket(bucket)).corsRules())
        .singleElement()
        .satisfies(
            rule -> assertThat(rule.allowedOrigins()).containsExactly("https://" + server.host()));
    JsonNode policy = read(s3.getBucketPolicy(r -> r.bucket(bucket)).policy());
    for (JsonNode statement : policy.path("Statement")) {
      if (statement.path("Effect").asText().equals("Allow")) {
        assertThat(statement.path("Action").toString())
            .contains("s3:GetObject")
            .doesNotContain("List", "Put", "Delete", "*");
        assertThat(statement.path("Resource").toString()).contains(bucket + "/*");
      }
    }
  }

  @Test
  void theAssetUserMayUseItsBucketWithinTheBoundary() {
    server.create();

    var iam = platform.aws().iam();
    String name = server.assetUser();
    var user = iam.getUser(r -> r.userName(name)).user();
    assertThat(user.path()).isEqualTo("/foundry-hosting/");
    assertThat(user.permissionsBoundary().permissionsBoundaryArn())
        .isEqualTo(platform.variable("USER_PERMISSIONS_BOUNDARY_ARN"));
    assertThat(
            iam.listUserTags(r -> r.userName(name)).tags().stream()
                .map(tag -> Map.entry(tag.key(), tag.value())))
        .containsAll(server.tags().entrySet());
    List<String> policies = iam.listUserPolicies(r -> r.userName(name)).policyNames();
    assertThat(policies).hasSize(1);
    assertThat(
            iam.getUserPolicy(r -> r.userName(name).policyName(policies.getFirst()))
                .policyDocument())
        .contains(server.bucket());
    assertThat(iam.listAttachedUserPolicies(r -> r.userName(name)).attachedPolicies()).isEmpty();
    assertThat(iam.listAccessKeys(r -> r.userName(name)).accessKeyMetadata()).hasSize(1);
  }

  @Test
  void theSecretHoldsAllCredentials() {
    server.create();

    var manager = platform.aws().secretsManager();
    assertThat(
            manager.describeSecret(r -> r.secretId(server.secret())).tags().stream()
                .map(tag -> Map.entry(tag.key(), tag.value())))
        .containsAll(server.tags().entrySet());
    ObjectNode secret =
        read(manager.getSecretValue(r -> r.secretId(server.secret())).secretString());
    assertThat(secret.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "foundryUsername",
            "foundryPassword",
            "licenseKey",
            "adminKey",
            "joinCode",
            "assetsAccessKeyId",
            "assetsSecretAccessKey");
    assertThat(secret.path("foundryPassword").asText()).isEqualTo(PackagedServer.PASSWORD);
    assertThat(secret.path("adminKey").asText())
        .isEqualTo(data(server.asked("get-admin-key")).path("adminKey").asText());
    assertThat(secret.path("joinCode").asText()).matches("[0-9a-hj-km-np-tv-z]{12}");
  }

  @Test
  void theRecordPointsAtTheBalancerAndTheFilesAreTheUsersOwn() {
    List<AccessPointDescription> before = platform.accessPoints();
    server.create();

    assertThat(server.records())
        .singleElement()
        .satisfies(
            record ->
                assertThat(record.aliasTarget().dnsName())
                    .contains(platform.variable("ALB_DNS_NAME")));
    assertThat(platform.accessPoints())
        .filteredOn(point -> !before.contains(point))
        .singleElement()
        .satisfies(
            point -> {
              assertThat(point.rootDirectory().path())
                  .isEqualTo("/foundry-instances/" + server.user());
              assertThat(point.posixUser().uid()).isEqualTo(1000L);
            });
  }
}
