/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts behind the Makefile, with stand-ins for the tools that they call. */
class ScriptsTest {
  private static final Path BUILD = Path.of("..", "build").toAbsolutePath().normalize();

  /** What the scripts need of the system, and nothing else: no tool of the machine gets in. */
  private static final List<String> SYSTEM =
      List.of(
          "bash",
          "env",
          "cat",
          "cut",
          "dirname",
          "grep",
          "head",
          "mktemp",
          "printf",
          "readlink",
          "rm",
          "sed",
          "sort",
          "tr",
          "uname",
          "wc",
          "echo",
          "ls");

  @TempDir private Path folder;
  private Path tools;
  private Path calls;
  private final Map<String, String> environment = new HashMap<>();

  private record Run(int code, String output) {}

  @BeforeEach
  void standIns() throws IOException {
    tools = Files.createDirectory(folder.resolve("bin"));
    calls = Files.createFile(folder.resolve("calls"));
    for (String name : SYSTEM) {
      for (String place : List.of(System.getenv("PATH").split(":", -1))) {
        Path program = Path.of(place, name);
        if (Files.isExecutable(program) && !Files.exists(tools.resolve(name))) {
          Files.createSymbolicLink(tools.resolve(name), program);
        }
      }
    }
    // The interpreter itself: what is on the path may be a shim that needs its own tools.
    tool("python3", "exec '" + interpreter() + "' \"$@\"");
    tool("java", "exit 0");
    tool("mvn", "exit 0");
    tool("make", "exit 0");
    tool(
        "pulumi",
        """
        case "$*" in
          version) echo v3.190.0 ;;
          'stack --show-name') echo production ;;
          'config get aws:region') echo eu-central-1 ;;
          'config get foundry-hosting:domainName') echo play.example.org ;;
          'config get foundry-hosting:route53HostedZoneId') echo Z0123456789ABCDEFGHIJ ;;
          'config get discord:clientId') echo 1234567890123456789 ;;
          'config get discord:publicKey') echo 00 ;;
          'config get foundry-hosting:packaging') echo "${FAKE_PACKAGING:-}" ;;
          'config get foundry-hosting:architecture') echo "${FAKE_ARCHITECTURE:-arm64}" ;;
          'config get'*) exit 1 ;;
          'config --json') echo '{"discord:token":{"secret":true}}' ;;
          'stack output --json') echo "${FAKE_OUTPUTS:-{\\}}" ;;
        esac
        """);
    tool(
        "aws",
        """
        case "$*" in
          --version) echo aws-cli/2.31.0 Python/3.13 ;;
          'sts get-caller-identity'*) printf '123456789012\\tarn:aws:iam::123456789012:user/me\\n' ;;
          'route53 get-hosted-zone'*) echo "${FAKE_ZONE-example.org.}" ;;
          'service-quotas'*) echo "${FAKE_QUOTA:-1000.0}" ;;
          'dynamodb describe-table'*)
            case "${FAKE_TABLES:-there}" in
              there) echo '{}' ;;
              gone) echo 'ResourceNotFoundException' >&2; exit 255 ;;
              denied) echo 'AccessDeniedException' >&2; exit 255 ;;
            esac ;;
          'dynamodb scan'*) [ "${FAKE_TABLES:-there}" = denied ] && exit 255; echo "${FAKE_ITEMS:-0}" ;;
          'resourcegroupstaggingapi'*) echo "${FAKE_TAGGED:-None}" ;;
          'elbv2 describe-load-balancers'*) echo arn:alb ;;
        esac
        """);
    environment.put("PATH", tools.toString());
    environment.put("HOME", folder.toString());
    environment.put("BUILT_NOTE", folder.resolve("built").toString());
    environment.put("MVN", "mvn");
    environment.put("MAKE", "make");
  }

  private static String interpreter() throws IOException {
    Process process =
        new ProcessBuilder("python3", "-c", "import sys; print(sys.executable)").start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  /** A program that writes down how it was called and then does something. */
  private void tool(String name, String script) throws IOException {
    Path file = tools.resolve(name);
    Files.deleteIfExists(file);
    Files.writeString(
        file,
        "#!/bin/bash\necho \"%s $*${FOUNDRY_HOSTING_PACKAGING:+ for $FOUNDRY_HOSTING_PACKAGING}\" >> '%s'\n%s\n"
            .formatted(name, calls, script));
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Run run(String script, String... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of(BUILD.resolve(script).toString()), Stream.of(arguments))
                .toList());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    Path output = folder.resolve("output");
    builder.redirectOutput(output.toFile());
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(script + " ends").isTrue();
    return new Run(process.exitValue(), Files.readString(output));
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(calls);
  }

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
  void theDoctorFindsAHealthyMachineReady() throws Exception {
    environment.put("PACKAGING", "jvm");
    environment.put("JAVA_HOME", System.getProperty("java.home"));

    Run run = run("doctor");

    assertThat(run.output())
        .contains(
            "zone Z0123456789ABCDEFGHIJ holds play.example.org",
            "discord:token (encrypted)",
            "Ready: make deploy")
        .doesNotContain("MISSING");
    assertThat(run.code()).isZero();
  }

  @Test
  void theDoctorNamesEverythingThatIsMissingAndHowToGetIt() throws Exception {
    Files.delete(tools.resolve("pulumi"));
    Files.delete(tools.resolve("aws"));
    Files.delete(tools.resolve("mvn"));

    Run run = run("doctor");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.output())
        .contains(
            "MISSING  the Pulumi CLI",
            "https://www.pulumi.com/docs/install/",
            "MISSING  the AWS CLI",
            "MISSING  Maven",
            "PACKAGING=jvm");
  }

  @Test
  void theDoctorChecksTheZoneTheQuotasAndTheSecrets() throws Exception {
    environment.put("PACKAGING", "jvm");
    environment.put("FAKE_ZONE", "other.example.");
    environment.put("FAKE_QUOTA", "0.0");
    tool(
        "pulumi",
        """
        case "$*" in
          version) echo v3.190.0 ;;
          'stack --show-name') echo production ;;
          'config --json') echo '{"discord:token":{"value":"abc","secret":false}}' ;;
          'config get'*Zone*) echo Z1 ;;
          'config get'*) echo play.example.org ;;
        esac
        """);

    Run run = run("doctor");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.output())
        .contains("Z1 holds other.example")
        .contains("discord:token is stored in clear text")
        .contains("request-service-quota-increase")
        .doesNotContain("abc");
  }

  @Test
  void theDoctorSaysHowToSignIn() throws Exception {
    tool("aws", "[ \"$1\" = --version ] && echo aws-cli/2.31.0 || exit 255");

    assertThat(run("doctor").output()).contains("MISSING  a login to AWS", "aws sso login");
  }

  @Test
  void anEmptyPlatformIsDestroyedAfterItsProtectionIsOff() throws Exception {
    Run run = run("destroy", "--yes");

    assertThat(run.code()).as(run.output()).isZero();
    assertThat(calls())
        .containsSubsequence(
            "aws dynamodb update-table --table-name foundry-hosting-instances"
                + " --no-deletion-protection-enabled",
            "pulumi state unprotect --all --yes",
            "pulumi destroy --yes");
  }

  @Test
  void usersDataIsNotDestroyed() throws Exception {
    environment.put("FAKE_ITEMS", "1");

    Run run = run("destroy", "--yes");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.output())
        .contains("the table foundry-hosting-instances is not empty", "say it twice");
    assertThat(calls())
        .noneMatch(call -> call.contains("destroy") || call.contains("update-table"));
  }

  @Test
  void destroyNeedsASecondConfirmation() throws Exception {
    environment.put("FAKE_TAGGED", "arn:aws:s3:::foundry-u1-00000000");
    environment.put("DESTROY_USERS_DATA", "yes");

    assertThat(run("destroy").code()).isEqualTo(1);
    environment.put("REALLY", "another.example.org");
    assertThat(run("destroy").code()).isEqualTo(1);
    assertThat(calls()).noneMatch(call -> call.startsWith("pulumi destroy"));

    environment.put("REALLY", "play.example.org");
    Run run = run("destroy");
    assertThat(run.code()).as(run.output()).isZero();
    assertThat(run.output()).contains("Told twice", "remove them by hand");
  }

  @Test
  void anUnreadableTableCountsAsData() throws Exception {
    environment.put("FAKE_TABLES", "denied");

    Run run = run("destroy");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.output()).contains("nothing was removed");
  }

  @Test
  void aPlatformWhoseTablesAreGoneAlreadyCanStillBeDestroyed() throws Exception {
    environment.put("FAKE_TABLES", "gone");

    assertThat(run("destroy").code()).isZero();
    assertThat(calls()).noneMatch(call -> call.contains("update-table"));
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
