/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.aws.ecs.TaskSpec.Container;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.instance.reconcile.RecordSamples;
import dev.foundryhosting.license.Credentials;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The preparation's script, run for real by a shell, with a folder in place of the volume. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class PrepareScriptTest {
  private static final List<String> SHELL = List.of("/bin/sh");
  private static final String KEY = "ABCDEFGHIJKLMNOPQRSTUVWX";
  private static final String OTHER_KEY = "XWVUTSRQPONMLKJIHGFEDCBA";
  private static final String SIGNED = "{\"license\":\"...\",\"signature\":\"...\"}";
  private static final Map<String, String> SECRETS =
      Map.of(
          "ASSETS_ACCESS_KEY_ID", "AKIAEXAMPLE",
          // IAM's secrets hold these characters.
          "ASSETS_SECRET_ACCESS_KEY", "wJalr/K7MDENG+bPxRfi%sCYEXAMPLEKEY");

  @TempDir Path data;

  @Test
  void itWritesFoundrysS3ConfigurationAndLeavesItsOptionsAlone() throws Exception {
    Files.createDirectories(data.resolve("Config"));
    Files.writeString(data.resolve("Config/options.json"), "{}");

    assertThat(prepare(ALICE, KEY)).isZero();

    assertThat(data.resolve("Config/options.json")).hasContent("{}");
    assertThat(Files.readString(data.resolve("Config/aws.json")))
        .isEqualTo(
            "{\"buckets\":[\"%s\"],\"region\":\"eu-central-1\",\"credentials\":"
                    .formatted(new ResourceNames(PlatformFixture.DOMAIN).bucket(ALICE))
                + "{\"accessKeyId\":\"AKIAEXAMPLE\","
                + "\"secretAccessKey\":\"wJalr/K7MDENG+bPxRfi%sCYEXAMPLEKEY\"}}");
  }

  @Test
  void whatItWritesIsForItsOwnerAlone() throws Exception {
    assertThat(prepare(ALICE, KEY)).isZero();

    assertThat(permissions("Config/aws.json")).isEqualTo("rw-------");
    assertThat(permissions("Config/license.mark")).isEqualTo("rw-------");
    assertThat(permissions("Config")).isEqualTo("rwx------");
  }

  @Test
  void aLicenceFileOfUnknownOriginGoes() throws Exception {
    sign();

    assertThat(prepare(ALICE, KEY)).isZero();

    assertThat(data.resolve("Config/license.json")).doesNotExist();
  }

  @Test
  void theSignedFileOfTheSameLicenceStays() throws Exception {
    prepare(ALICE, KEY);
    sign();

    assertThat(prepare(ALICE, KEY)).isZero();

    assertThat(data.resolve("Config/license.json")).hasContent(SIGNED);
  }

  @Test
  void theSignedFileOfAnotherLicenceOrOfAnotherKeyGoes() throws Exception {
    prepare(BOB, KEY);
    sign();
    assertThat(prepare(ALICE, KEY)).isZero();
    assertThat(data.resolve("Config/license.json")).doesNotExist();

    sign();
    assertThat(prepare(ALICE, OTHER_KEY)).isZero();
    assertThat(data.resolve("Config/license.json")).doesNotExist();
  }

  @Test
  void theMarkShowsNoKey() throws Exception {
    prepare(ALICE, KEY);

    assertThat(Files.readString(data.resolve("Config/license.mark"))).doesNotContain(KEY);
  }

  @Test
  void withoutAStableHostNameEveryStartTakesTheLicenceFileAway() throws Exception {
    prepare(ALICE, KEY);
    sign();

    assertThat(run(SHELL, script(), plainEnvironment())).isZero();

    assertThat(data.resolve("Config/license.json")).doesNotExist();
    assertThat(data.resolve("Config/license.mark")).doesNotExist();
  }

  @Test
  void aLockThatAKilledServerLeftGoes() throws Exception {
    Files.createDirectories(data.resolve("Config/options.json.lock/of/any/kind"));

    assertThat(prepare(ALICE, KEY)).isZero();

    assertThat(data.resolve("Config/options.json.lock")).doesNotExist();
  }

  /** Killed behind any of its lines that ends a command, it is mended by the next run. */
  @Test
  void killedAnywhereItIsMendedByTheNextRun(@TempDir Path other) throws Exception {
    prepare(ALICE, KEY);
    Map<String, String> expected = files(data);
    List<String> lines = script().lines().toList();
    int kills = 0;
    for (int length = 1; length <= lines.size(); length++) {
      String beginning = String.join("\n", lines.subList(0, length)) + "\n";
      Path folder = Files.createDirectory(other.resolve("after-" + length));
      boolean endsACommand =
          !beginning.endsWith("\\\n")
              && ScriptRun.of(List.of("/bin/sh", "-n"), beginning, folder, Map.of()).exitCode()
                  == 0;
      if (!endsACommand) {
        continue;
      }
      // Bob's server was killed, too, and left its licence and its lock.
      run(folder, SHELL, script(), environment(BOB, OTHER_KEY));
      Files.writeString(folder.resolve("Config/license.json"), SIGNED);
      Files.createDirectory(folder.resolve("Config/options.json.lock"));
      assertThat(run(folder, SHELL, beginning + "kill -9 $$", environment(ALICE, KEY)))
          .isEqualTo(137);
      kills++;

      assertThat(run(folder, SHELL, script(), environment(ALICE, KEY))).isZero();
      assertThat(files(folder)).as("after %d lines", length).isEqualTo(expected);
    }
    assertThat(kills).isGreaterThan(10);
  }

  @Test
  void itFailsWhereASecretIsMissingAndLeavesTheConfigurationAlone() throws Exception {
    Files.createDirectories(data.resolve("Config"));
    Files.writeString(data.resolve("Config/aws.json"), "before");

    assertThat(run(SHELL, script(), Map.of("ASSETS_BUCKET", "b", "ASSETS_REGION", "r")))
        .isNotZero();
    assertThat(data.resolve("Config/aws.json")).hasContent("before");
  }

  @Test
  void itFailsWhereTheFolderCannotBeWritten() throws Exception {
    // A file stands where the folder must be; permissions would not stop root.
    Files.writeString(data.resolve("Config"), "");

    assertThat(prepare(ALICE, KEY)).isNotZero();
  }

  private void sign() throws IOException {
    Files.createDirectories(data.resolve("Config"));
    Files.writeString(data.resolve("Config/license.json"), SIGNED);
  }

  private int prepare(UserId owner, String key) throws IOException, InterruptedException {
    return run(SHELL, script(), environment(owner, key));
  }

  private int run(List<String> shell, String script, Map<String, String> environment)
      throws IOException, InterruptedException {
    return run(data, shell, script, environment);
  }

  private static int run(
      Path folder, List<String> shell, String script, Map<String, String> environment)
      throws IOException, InterruptedException {
    ScriptRun run = ScriptRun.of(shell, script, folder, environment);
    assertThat(run.said())
        .as("what goes to the log")
        .doesNotContain("wJalr", "AKIAEXAMPLE", KEY, OTHER_KEY);
    return run.exitCode();
  }

  private static Map<String, String> environment(UserId licenseOwner, String key) {
    Map<String, String> environment = new HashMap<>(SECRETS);
    environment.putAll(container(true, licenseOwner).environment());
    environment.put("FOUNDRY_LICENSE_KEY", key);
    return environment;
  }

  private static Map<String, String> plainEnvironment() {
    Map<String, String> environment = new HashMap<>(SECRETS);
    environment.putAll(container(false, ALICE).environment());
    return environment;
  }

  private static String script() {
    return container(true, ALICE).command().get(2);
  }

  private static Container container(boolean stableHostname, UserId licenseOwner) {
    Credentials credentials = new Credentials(false, true, Optional.of("arn:secret"));
    License license =
        License.registered(licenseOwner, credentials, SharingState.SHARED, PlatformFixture.BEGIN);
    return new ServerTask(PlatformFixture.settings(stableHostname))
        .server(RecordSamples.created(), license)
        .containers()
        .getFirst();
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.toList()) {
        contents.put(
            folder.relativize(file).toString(),
            Files.isRegularFile(file) ? Files.readString(file) : "");
      }
    }
    return contents;
  }

  private String permissions(String file) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(data.resolve(file), LinkOption.NOFOLLOW_LINKS));
  }
}
