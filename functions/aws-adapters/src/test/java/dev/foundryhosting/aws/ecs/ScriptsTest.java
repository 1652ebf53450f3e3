/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.instance.reconcile.RecordSamples;
import dev.foundryhosting.license.Credentials;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.ResourceNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of the tasks, run for real by a shell, with a folder in place of the volume. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ScriptsTest {
  private static final Map<String, String> SECRETS =
      Map.of(
          "ASSETS_ACCESS_KEY_ID", "AKIAEXAMPLE",
          // IAM's secrets hold these characters.
          "ASSETS_SECRET_ACCESS_KEY", "wJalr/K7MDENG+bPxRfi%sCYEXAMPLEKEY");

  private final ServerTask tasks = new ServerTask(PlatformFixture.settings());

  @TempDir Path data;

  @Test
  void thePreparationTakesTheOldLicenceAwayAndWritesFoundrysS3Configuration() throws Exception {
    Files.createDirectories(data.resolve("Config"));
    Files.writeString(data.resolve("Config/license.json"), "{\"host\":\"old\"}");
    Files.writeString(data.resolve("Config/options.json"), "{}");

    assertThat(prepare()).isZero();

    assertThat(data.resolve("Config/license.json")).doesNotExist();
    assertThat(data.resolve("Config/options.json")).hasContent("{}");
    assertThat(Files.readString(data.resolve("Config/aws.json")))
        .isEqualTo(
            "{\"buckets\":[\"%s\"],\"region\":\"eu-central-1\",\"credentials\":"
                    .formatted(new ResourceNames(PlatformFixture.DOMAIN).bucket(ALICE))
                + "{\"accessKeyId\":\"AKIAEXAMPLE\","
                + "\"secretAccessKey\":\"wJalr/K7MDENG+bPxRfi%sCYEXAMPLEKEY\"}}");
  }

  @Test
  void whatThePreparationWritesIsForItsOwnerAlone() throws Exception {
    assertThat(prepare()).isZero();

    assertThat(permissions("Config/aws.json")).isEqualTo("rw-------");
    assertThat(permissions("Config")).isEqualTo("rwx------");
  }

  @Test
  void thePreparationCanBeRunAgainAndAgain() throws Exception {
    assertThat(prepare()).isZero();
    String first = Files.readString(data.resolve("Config/aws.json"));
    // What a run that was killed in the middle leaves.
    Files.writeString(data.resolve("Config/aws.json.new"), "{\"half\":");
    Files.writeString(data.resolve("Config/license.json"), "{}");

    assertThat(prepare()).isZero();

    assertThat(data.resolve("Config/aws.json")).hasContent(first);
    assertThat(data.resolve("Config/aws.json.new")).doesNotExist();
    assertThat(data.resolve("Config/license.json")).doesNotExist();
  }

  @Test
  void thePreparationFailsWhereASecretIsMissingAndLeavesTheConfigurationAlone() throws Exception {
    Files.createDirectories(data.resolve("Config"));
    Files.writeString(data.resolve("Config/aws.json"), "before");

    assertThat(run(prepareScript(), Map.of("ASSETS_BUCKET", "b", "ASSETS_REGION", "r")))
        .isNotZero();
    assertThat(data.resolve("Config/aws.json")).hasContent("before");
  }

  @Test
  void thePreparationFailsWhereTheFolderCannotBeWritten() throws Exception {
    // A file stands where the folder must be; permissions would not stop root.
    Files.writeString(data.resolve("Config"), "");

    assertThat(prepare()).isNotZero();
  }

  @Test
  void theWipeRemovesEverythingAlsoWhatIsHidden() throws Exception {
    Files.createDirectories(data.resolve("Data/worlds/my world/.data/deep"));
    Files.writeString(data.resolve("Data/worlds/my world/.data/deep/.lock"), "x");
    Files.writeString(data.resolve(".hidden"), "x");
    Files.writeString(data.resolve("-rf"), "x");
    Files.writeString(data.resolve("line\nbreak"), "x");
    Files.createSymbolicLink(data.resolve("dangling"), Path.of("/nowhere"));

    assertThat(wipe()).isZero();

    assertThat(data).isEmptyDirectory();
  }

  @Test
  void theWipeFollowsNoLinkOutOfTheFolder(@TempDir Path elsewhere) throws Exception {
    Files.writeString(elsewhere.resolve("precious"), "x");
    Files.createSymbolicLink(data.resolve("link"), elsewhere);

    assertThat(wipe()).isZero();

    assertThat(data).isEmptyDirectory();
    assertThat(elsewhere.resolve("precious")).exists();
  }

  @Test
  void theWipeOfAnEmptyFolderSucceedsAgainAndAgain() throws Exception {
    assertThat(wipe()).isZero();
    assertThat(wipe()).isZero();
  }

  @Test
  void aWipeThatLeavesSomethingSaysSo() throws Exception {
    Files.writeString(data.resolve("stays"), "x");
    // A find that deletes nothing, as on a volume that lost its rights, and one that even fails.
    Path tools = Files.createTempDirectory("tools");
    for (String outcome : new String[] {"0", "1"}) {
      Path find = tools.resolve("find");
      Files.writeString(
          find,
          "#!/bin/sh\nfor each; do [ \"$each\" = -delete ] && exit "
              + outcome
              + "; done\necho stays\n");
      Files.setPosixFilePermissions(find, PosixFilePermissions.fromString("rwx------"));

      assertThat(run(wipeScript(), Map.of("PATH", tools + ":/usr/bin:/bin"))).isNotZero();
    }
  }

  private int prepare() throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>(SECRETS);
    environment.putAll(server().containers().getFirst().environment());
    return run(prepareScript(), environment);
  }

  private int wipe() throws IOException, InterruptedException {
    return run(wipeScript(), Map.of());
  }

  private String prepareScript() {
    return server().containers().getFirst().command().getLast();
  }

  private String wipeScript() {
    return tasks
        .wipe(RecordSamples.created(), "fsap-1")
        .containers()
        .getFirst()
        .command()
        .getLast();
  }

  private TaskSpec server() {
    Credentials credentials = new Credentials(true, true, Optional.of("arn:secret"));
    return tasks.server(
        RecordSamples.created(),
        License.registered(ALICE, credentials, SharingState.PRIVATE, PlatformFixture.BEGIN));
  }

  private int run(String script, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", script.replace("/data", data.toString()))
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(said).as("what goes to the log").doesNotContain("wJalr", "AKIAEXAMPLE");
    return process.exitValue();
  }

  private String permissions(String file) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(data.resolve(file), LinkOption.NOFOLLOW_LINKS));
  }
}
