/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the Makefile deploys and prints with. */
class ScriptsTest extends ScriptFixture {
  @Test
  void aDeployForTheJvmBuildsChecksAndHandsThePackagingOn() throws Exception {
    environment.put("PACKAGING", "jvm");
    environment.put("FAKE_OUTPUTS", "{\"webhooks\":{\"kofi\":\"https://k\"}}");

    Run run = run("deploy", "up", "--yes");

    assertThat(run.code()).as(run.output()).isZero();
    assertThat(calls())
        .contains("mvn -q -B -ntp package -DskipTests -pl !local")
        .containsSubsequence(
            "java -jar infrastructure/target/infrastructure.jar --check-packages jvm",
            "pulumi up --yes for jvm");
  }

  @Test
  void aDeployWithoutAPackagingOfItsOwnLeavesItToTheStack() throws Exception {
    environment.put("FAKE_PACKAGING", "jvm");

    assertThat(run("deploy", "preview").code()).isZero();
    assertThat(calls()).contains("pulumi preview");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--config", "--config=foundry-hosting:packaging=jvm", "-c"})
  void whatPulumiWouldSaveForLaterDeploysIsRefused(String option) throws Exception {
    Run run = run("deploy", "preview", option, "foundry-hosting:packaging=jvm");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.output()).contains("pulumi config set");
    assertThat(calls()).isEmpty();
  }

  @Test
  void aDeployOfTheSameSourcesDoesNotBuildThemAgain() throws Exception {
    environment.put("PACKAGING", "jvm");

    assertThat(run("deploy", "preview").code()).isZero();
    assertThat(run("deploy", "preview").output()).contains("built of these very sources");
    assertThat(calls()).filteredOn(call -> call.startsWith("mvn")).hasSize(1);
    assertThat(calls()).filteredOn(call -> call.endsWith("--check-packages jvm")).hasSize(2);

    environment.put("FAKE_ARCHITECTURE", "x86_64");
    assertThat(run("deploy", "preview").code()).isZero();
    assertThat(calls()).filteredOn(call -> call.startsWith("mvn")).hasSize(2);
  }

  @Test
  void aFailedBuildIsRepeatedTheNextTime() throws Exception {
    environment.put("PACKAGING", "jvm");
    tool("mvn", "exit 1");
    assertThat(run("deploy", "preview").code()).isEqualTo(1);

    tool("mvn", "exit 0");
    assertThat(run("deploy", "preview").code()).isZero();
    assertThat(calls()).filteredOn(call -> call.startsWith("mvn")).hasSize(2);
  }

  @Test
  void aNativeDeployWithoutGraalVmAndContainersOffersTheJvm() throws Exception {
    Run run = run("deploy", "up");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.output()).contains("GRAALVM_HOME", "docker or podman", "PACKAGING=jvm");
    assertThat(calls()).noneMatch(call -> call.startsWith("pulumi up"));
  }

  @Test
  void aNativeDeployBuildsInAContainerForTheStacksProcessor() throws Exception {
    tool("docker", "exit 0");
    environment.put("FAKE_ARCHITECTURE", "x86_64");

    assertThat(run("deploy", "preview").code()).isZero();
    assertThat(calls())
        .containsSubsequence(
            "make --no-print-directory native NATIVE_ARCH=amd64", "pulumi preview");
  }

  @Test
  void aMissingPackageStopsADeployBeforePulumi() throws Exception {
    environment.put("PACKAGING", "jvm");
    tool("java", "echo 'The function kofi-webhook is not built'; exit 1");

    Run run = run("deploy", "up");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.output()).contains("kofi-webhook");
    assertThat(calls()).noneMatch(call -> call.startsWith("pulumi up"));
  }

  @Test
  void aPackagingThatDoesNotExistIsRefused() throws Exception {
    environment.put("PACKAGING", "wasm");

    assertThat(run("deploy", "up").output()).contains("must be native or jvm");
  }

  @Test
  void anEmulatorWithoutARecentPythonSaysWhichItNeeds() throws Exception {
    tool("python3", "exit 1");
    environment.put("EMULATOR_VENV", folder.resolve("venv").toString());

    Run run = run("emulator-python");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.output()).contains("needs Python 3.10 or newer");
  }

  @Test
  void aBuildWithoutMavenSaysWhereToGetIt() throws Exception {
    Process process =
        new ProcessBuilder(
                "make",
                "--what-if=pom.xml",
                "local/target/quarkus-app/quarkus-run.jar",
                "MVN=no-such-maven")
            .directory(BUILD.resolveSibling(".").toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isNotZero();
    assertThat(output).contains("https://maven.apache.org/download.cgi");
  }

  @Test
  void outputsWithoutPulumiSayWhereToGetIt() throws Exception {
    Files.delete(tools.resolve("pulumi"));

    Run run = run("outputs");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.output()).contains("https://www.pulumi.com/docs/install/");
  }

  @Test
  void outputsBeginWithTheUrlsToPaste() throws Exception {
    environment.put(
        "FAKE_OUTPUTS",
        "{\"operations\":{\"dashboard\":\"https://dash\"},\"webhooks\":{\"kofi\":\"https://k\","
            + "\"discordInteractionsEndpoint\":\"https://d\"}}");

    assertThat(run("outputs").output().lines().map(String::strip))
        .startsWith(
            "Paste these",
            "Discord: General Information > Interactions Endpoint URL",
            "https://d",
            "Ko-fi: API > Webhooks > Webhook URL",
            "https://k")
        .contains("https://dash");
  }
}
