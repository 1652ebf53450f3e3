/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foundryhosting.aws.ecs.TaskSpec.Container;
import dev.foundryhosting.aws.ecs.TaskSpec.SecretField;
import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.InstanceSamples;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.UserSecret;
import dev.foundryhosting.instance.WorldChoice;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.instance.reconcile.RecordSamples;
import dev.foundryhosting.instance.reconcile.Servers;
import dev.foundryhosting.license.Credentials;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.ServerSize;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.release.Build;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTaskTest {
  private static final String ALICES_SECRET = "id-of-SECRET";
  private static final String BOBS_SECRET = "arn:aws:secretsmanager:secret:foundry-hosting/bob";

  private final ResourceNames names = new ResourceNames(PlatformFixture.DOMAIN);
  private final ServerTask tasks = new ServerTask(PlatformFixture.settings());

  @Test
  void theServerRunsOnOneVcpuAndTwoGibibytesInTheUsersFamily() {
    TaskSpec spec = server(own(true, true));

    assertThat(spec.family()).isEqualTo("foundry-server-" + ALICE);
    assertThat(spec.user()).isEqualTo(ALICE);
    assertThat(spec.cpu()).isEqualTo(1024);
    assertThat(spec.memoryMiB()).isEqualTo(2048);
    assertThat(spec.taskRoleArn()).isEqualTo(PlatformFixture.settings().taskRoleArn());
    assertThat(spec.executionRoleArn()).isEqualTo(PlatformFixture.settings().executionRoleArn());
    assertThat(spec.logGroup()).isEqualTo("/foundry-hosting/servers");
    assertThat(spec.region()).isEqualTo("eu-central-1");
    assertThat(spec.fileSystemId()).isEqualTo("fs-1");
  }

  @ParameterizedTest
  @EnumSource(ServerSize.class)
  void theTaskIsAsLargeAsItsRunWhateverWasChosenMeanwhile(ServerSize size) {
    Instance chosen = RecordSamples.created();
    chosen = chosen.with(chosen.sizing().choose(size));
    Instance starting = InstanceSamples.starting(chosen, "run-1");

    for (ServerSize later : ServerSize.values()) {
      TaskSpec spec = tasks.server(starting.with(starting.sizing().choose(later)), own(true, true));
      assertThat(spec.cpu()).isEqualTo(size.cpuUnits());
      assertThat(spec.memoryMiB()).isEqualTo(size.memoryMiB());
    }
  }

  @Test
  void itMountsTheUsersOwnFolderAndTheSharedCacheAndNothingElse() {
    TaskSpec spec = server(own(true, true));

    assertThat(spec.volumes())
        .containsOnly(Map.entry("data", "id-of-ACCESS_POINT"), Map.entry("cache", "fsap-cache"));
    assertThat(foundry(spec).mounts())
        .containsOnly(Map.entry("data", "/data"), Map.entry("cache", "/cache"));
    assertThat(prepare(spec).mounts()).containsOnly(Map.entry("data", "/data"));
  }

  /** A tenant cannot write what another tenant will execute. */
  @Test
  void theServerReadsTheCacheAndTheDownloadAloneWritesIt() {
    assertThat(foundry(server(own(true, true))).readOnly()).containsExactly("cache");
    assertThat(server(own(true, true)).containers())
        .extracting(Container::name)
        .doesNotContain("release");

    TaskSpec downloading = downloading(own(true, true));

    Container release = downloading.containers().getFirst();
    assertThat(downloading.containers())
        .extracting(Container::name)
        .containsExactly("release", "prepare", "server");
    assertThat(release.command()).startsWith("/bin/sh", "-c").endsWith("release.sh");
    assertThat(release.mounts()).containsOnly(Map.entry("cache", "/cache"));
    assertThat(release.readOnly()).isEmpty();
    assertThat(release.essential()).isFalse();
    assertThat(release.environment()).containsOnly(Map.entry("CONTAINER_CACHE", "/cache"));
    assertThat(downloading.containers().get(1).after()).contains("release");
    assertThat(foundry(downloading)).isEqualTo(foundry(server(own(true, true))));
  }

  /** A public report: two images of different ages wrote one archive into the cache they shared. */
  @Test
  void noServerOfWhateverAgeWritesTheCacheThatAllShare() throws IOException {
    JsonNode steps =
        new ObjectMapper()
            .readTree(getClass().getResourceAsStream("/cases/shared-cache-of-old-images.json"))
            .path("steps");
    List<String> versions = steps.findValuesAsText("foundryVersion");

    assertThat(versions).containsExactly("12.331", "13.351");
    for (String version : versions) {
      TaskSpec spec = server(inVersion(version));
      assertThat(foundry(spec).readOnly()).containsExactly("cache");
      assertThat(prepare(spec).mounts()).doesNotContainKey("cache");
    }
  }

  @Test
  void onlyTheDownloadHasTheAccount() {
    TaskSpec downloading = downloading(license(BOB, true, true, Optional.of(BOBS_SECRET)));

    assertThat(downloading.containers().getFirst().secrets())
        .containsOnly(
            secret("FOUNDRY_USERNAME", BOBS_SECRET, "foundryUsername"),
            secret("FOUNDRY_PASSWORD", BOBS_SECRET, "foundryPassword"));
    for (TaskSpec spec : List.of(downloading, server(own(true, true)))) {
      assertThat(spec.containers().reversed().subList(0, 2))
          .allSatisfy(
              container ->
                  assertThat(container.secrets())
                      .doesNotContainKeys("FOUNDRY_USERNAME", "FOUNDRY_PASSWORD"));
    }
  }

  private TaskSpec downloading(License license) {
    Run run = Run.requested("run-1", license.licenseId(), PlatformFixture.BEGIN);
    return tasks.server(
        RecordSamples.created().starting(run.downloading(true), PlatformFixture.BEGIN), license);
  }

  @Test
  void theImageIsThatOfTheBuildOnceItIsKnown() {
    Instance pinned = inVersion("13").with(Build.of("13.346"));

    assertThat(tasks.server(pinned, own(true, true)).containers())
        .extracting(Container::image)
        .containsOnly("felddy/foundryvtt:13.346");
    assertThat(server(inVersion("13.346.0").with(Build.of("13.346"))).containers())
        .extracting(Container::image)
        .containsOnly("felddy/foundryvtt:13.346.0");
  }

  @Test
  void thePreparationEndsWithSuccessBeforeTheServerStarts() {
    TaskSpec spec = server(own(true, true));

    assertThat(spec.containers()).extracting(Container::name).containsExactly("prepare", "server");
    assertThat(prepare(spec).essential()).isFalse();
    assertThat(prepare(spec).after()).isEmpty();
    assertThat(prepare(spec).port()).isEmpty();
    assertThat(prepare(spec).command()).startsWith("/bin/sh", "-c").endsWith("prepare.sh");
    assertThat(foundry(spec).after()).contains("prepare");
    assertThat(foundry(spec).essential()).isTrue();
  }

  @Test
  void theServerOpensTheWorldOfItsRunAndOnlyAnotherOneMakesAnotherDefinition() {
    TaskSpec setup = server(own(true, true));
    TaskSpec keep = opening("O'Hara's \"keep\"");

    assertThat(foundry(setup).environment()).doesNotContainKey("FOUNDRY_WORLD");
    assertThat(foundry(keep).environment()).containsEntry("FOUNDRY_WORLD", "O'Hara's \"keep\"");
    assertThat(prepare(keep)).isEqualTo(prepare(setup));
    assertThat(keep.fingerprint())
        .isEqualTo(opening("O'Hara's \"keep\"").fingerprint())
        .isNotEqualTo(setup.fingerprint())
        .isNotEqualTo(opening("tomb").fingerprint());
  }

  private TaskSpec opening(String world) {
    Instance started =
        RecordSamples.created()
            .with(WorldChoice.none().opened(new WorldName(world)))
            .starting(
                Run.requested("run-1", LicenseId.ofOwner(ALICE), PlatformFixture.BEGIN),
                PlatformFixture.BEGIN);
    return tasks.server(started, own(true, true));
  }

  /** An entry point of ours takes the place of the image's command, which would be lost. */
  @ParameterizedTest
  @ValueSource(strings = {"11", "12", "13", "14.350", "release"})
  void theServersFirstProcessIsOurScriptWithTheArgumentsOfTheImagesOwnCommand(String version) {
    assertThat(foundry(server(inVersion(version))).command())
        .startsWith("/bin/sh", "-c")
        .endsWith(
            "server.sh",
            "resources/app/main.mjs",
            "--port=30000",
            "--headless",
            "--noupdate",
            "--dataPath=/data");
  }

  /** ECS takes a task definition of 64 KB; it holds much else, and more scripts may come. */
  @Test
  void theScriptsAreSmall() {
    assertThat(server(own(true, true)).containers())
        .allSatisfy(each -> assertThat(String.join(" ", each.command())).hasSizeLessThan(8_000));
  }

  @Test
  void theServerListensOnPort30000AndIsAskedForItsStatus() {
    Container foundry = foundry(server(own(true, true)));

    assertThat(foundry.port()).isEqualTo(OptionalInt.of(30000));
    assertThat(foundry.healthCheck().orElseThrow())
        .contains("http://127.0.0.1:30000/api/status")
        .startsWith("node ");
  }

  @Test
  void everyContainerHasTwoMinutesToSaveItsWorlds() {
    assertThat(server(own(true, true)).containers())
        .extracting(Container::stopTimeoutSeconds)
        .containsOnly(120);
  }

  @Test
  void theEnvironmentIsExactlyThis() {
    assertThat(foundry(server(own(true, true))).environment())
        .containsOnly(
            Map.entry("FOUNDRY_HOSTNAME", "alice.play.example.org"),
            Map.entry("FOUNDRY_PROXY_SSL", "true"),
            Map.entry("FOUNDRY_PROXY_PORT", "443"),
            Map.entry("FOUNDRY_TELEMETRY", "false"),
            Map.entry("FOUNDRY_IP_DISCOVERY", "false"),
            Map.entry("FOUNDRY_UPNP", "false"),
            Map.entry("FOUNDRY_COMPRESS_WEBSOCKET", "true"),
            Map.entry("FOUNDRY_MINIFY_STATIC_FILES", "true"),
            Map.entry("FOUNDRY_AWS_CONFIG", "/data/Config/aws.json"),
            Map.entry("CONTAINER_CACHE", "/cache"),
            Map.entry("STABLE_HOSTNAME", LicenseId.ofOwner(ALICE).hostName()),
            Map.entry("NODE_OPTIONS", "--require=/tmp/foundry-hosting-hostname.cjs"));
    assertThat(prepare(server(own(true, true))).environment())
        .containsOnly(
            Map.entry("ASSETS_BUCKET", names.bucket(ALICE)),
            Map.entry("ASSETS_REGION", "eu-central-1"),
            Map.entry("STABLE_HOSTNAME", LicenseId.ofOwner(ALICE).hostName()));
  }

  @Test
  void theHostNameBelongsToTheLicenceAndNotToTheUser() {
    TaskSpec borrowed = server(license(BOB, true, true, Optional.of(BOBS_SECRET)));

    assertThat(borrowed.containers())
        .extracting(container -> container.environment().get("STABLE_HOSTNAME"))
        .containsOnly(LicenseId.ofOwner(BOB).hostName());
  }

  @Test
  void withoutAStableHostNameNeitherContainerHearsOfOne() {
    ServerTask plain = new ServerTask(PlatformFixture.settings(false));

    assertThat(plain.server(RecordSamples.created(), own(true, true)).containers())
        .allSatisfy(
            container ->
                assertThat(container.environment())
                    .doesNotContainKeys("STABLE_HOSTNAME", "NODE_OPTIONS"))
        .first()
        .satisfies(
            prepare -> assertThat(prepare.secrets()).doesNotContainKey("FOUNDRY_LICENSE_KEY"));
  }

  @Test
  void ofAnAccountAndAKeyTheServerHasTheKey() {
    assertThat(foundry(server(own(true, true))).secrets())
        .containsOnly(
            secret("FOUNDRY_ADMIN_KEY", ALICES_SECRET, "adminKey"),
            secret("FOUNDRY_LICENSE_KEY", ALICES_SECRET, "licenseKey"));
  }

  @Test
  void anAccountAloneIsReferredToWithoutAKey() {
    // ECS does not start a task that refers to a key that the secret's JSON does not have.
    assertThat(foundry(server(own(true, false))).secrets()).containsOnlyKeys("FOUNDRY_ADMIN_KEY");
  }

  @Test
  void aKeyAloneIsReferredToWithoutAnAccount() {
    assertThat(foundry(server(own(false, true))).secrets())
        .containsOnlyKeys("FOUNDRY_ADMIN_KEY", "FOUNDRY_LICENSE_KEY");
  }

  @Test
  void aBorrowedLicenceIsReadFromItsOwnersSecretAndAllElseFromTheUsersOwn() {
    TaskSpec spec = server(license(BOB, true, true, Optional.of(BOBS_SECRET)));

    assertThat(foundry(spec).secrets())
        .containsOnly(
            secret("FOUNDRY_ADMIN_KEY", ALICES_SECRET, "adminKey"),
            secret("FOUNDRY_LICENSE_KEY", BOBS_SECRET, "licenseKey"));
    assertThat(prepare(spec).secrets())
        .containsOnly(
            secret("ASSETS_ACCESS_KEY_ID", ALICES_SECRET, "assetsAccessKeyId"),
            secret("ASSETS_SECRET_ACCESS_KEY", ALICES_SECRET, "assetsSecretAccessKey"),
            secret("FOUNDRY_LICENSE_KEY", BOBS_SECRET, "licenseKey"));
    assertThat(spec.family()).isEqualTo("foundry-server-" + ALICE);
  }

  @Test
  void aLicenceWithoutItsCredentialsRunsNothing() {
    assertThatThrownBy(() -> server(license(ALICE, true, true, Optional.empty())))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"11", "12", "12.343"})
  void imagesThatStartAsRootAreToldToStayTheFoldersOwner(String version) {
    TaskSpec spec = server(inVersion(version), own(true, true));

    assertThat(spec.containers())
        .extracting(Container::image)
        .containsOnly("felddy/foundryvtt:" + version);
    assertThat(foundry(spec).environment())
        .containsEntry("FOUNDRY_UID", "1000")
        .containsEntry("FOUNDRY_GID", "1000")
        .containsEntry("CONTAINER_PRESERVE_OWNER", "/data.*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"13", "13.346.0", "14", "release", "latest"})
  void laterImagesAreNotToldWhatTheyWouldWarnAbout(String version) {
    assertThat(foundry(server(inVersion(version), own(true, true))).environment())
        .doesNotContainKeys("FOUNDRY_UID", "FOUNDRY_GID", "CONTAINER_PRESERVE_OWNER");
  }

  @Test
  void whoGoesBackToAVersionGetsTheVeryTaskOfBefore() {
    TaskSpec thirteen = server(inVersion("13"), own(true, true));
    TaskSpec twelve = server(inVersion("12"), own(true, true));
    TaskSpec again = server(Servers.inVersion(inVersion("12"), "13"));

    assertThat(twelve.fingerprint()).isNotEqualTo(thirteen.fingerprint());
    assertThat(again.fingerprint()).isEqualTo(thirteen.fingerprint());
  }

  @Test
  void noSecretStandsAnywhereInClear() {
    PlatformFixture world = new PlatformFixture();
    PlatformFixture.Worker worker = world.worker();
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    worker.start(ALICE);
    TaskSpec server =
        server(world.instance(ALICE), world.store.find(LicenseId.ofOwner(ALICE)).orElseThrow());
    UserSecret secret = world.secrets.held(ALICE).orElseThrow().secret();
    assertThat(secret.fields()).hasSize(UserSecret.Field.values().length);

    for (Object shown :
        List.of(
            server, world.store.allInstances(), world.store.allLicenses(), world.secrets.all())) {
      // An access key's id is no secret, but nothing needs to show it in a task either.
      assertThat(shown.toString())
          .doesNotContain(
              secret.fields().entrySet().stream()
                  .filter(entry -> entry.getKey() != UserSecret.Field.ASSETS_ACCESS_KEY_ID)
                  .map(Map.Entry::getValue)
                  .toList());
    }
  }

  private TaskSpec server(License license) {
    return server(RecordSamples.created(), license);
  }

  private TaskSpec server(Instance instance) {
    return server(instance, own(true, true));
  }

  private TaskSpec server(Instance instance, License license) {
    return tasks.server(instance, license);
  }

  private static Instance inVersion(String version) {
    return Servers.inVersion(RecordSamples.created(), version);
  }

  private static License own(boolean account, boolean key) {
    return license(ALICE, account, key, Optional.of(ALICES_SECRET));
  }

  private static License license(
      UserId owner, boolean account, boolean key, Optional<String> secretArn) {
    return License.registered(
        owner,
        new Credentials(account, key, secretArn),
        SharingState.SHARED,
        PlatformFixture.BEGIN);
  }

  private static Map.Entry<String, SecretField> secret(String variable, String arn, String field) {
    return Map.entry(variable, new SecretField(arn, field));
  }

  private static Container prepare(TaskSpec spec) {
    return spec.containers().getFirst();
  }

  private static Container foundry(TaskSpec spec) {
    return spec.containers().getLast();
  }
}
