/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.aws.ecs.TaskSpec.Container;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.instance.reconcile.RecordSamples;
import dev.foundryhosting.license.Credentials;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.ResourceNames;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The preparation's script, run for real by a shell, with a folder in place of the volume. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class PrepareScriptTest {
  private static final List<String> SHELL = List.of("/bin/sh");
  private static final String KEY = "ABCDEFGHIJKLMNOPQRSTUVWX";
  private static final String OTHER_KEY = "XWVUTSRQPONMLKJIHGFEDCBA";
  private static final String SIGNED = "{\"license\":\"" + KEY + "\",\"signature\":\"...\"}";
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

    assertThat(prepare(KEY)).isZero();

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
    assertThat(prepare(KEY)).isZero();

    assertThat(permissions("Config/aws.json")).isEqualTo("rw-------");
    assertThat(permissions("Config")).isEqualTo("rwx------");
  }

  @Test
  void theSignedFileOfTheRunsKeyStays() throws Exception {
    sign();

    assertThat(prepare(KEY)).isZero();

    assertThat(data.resolve("Config/license.json")).hasContent(SIGNED);
  }

  @Test
  void aKeyMayBeWrittenWithDashes() throws Exception {
    sign();

    assertThat(prepare("ABCD-EFGH-IJKL-MNOP-QRST-UVWX")).isZero();

    assertThat(data.resolve("Config/license.json")).hasContent(SIGNED);
  }

  @Test
  void theSignedFileOfAnotherKeyGoes() throws Exception {
    sign();

    assertThat(prepare(OTHER_KEY)).isZero();

    assertThat(data.resolve("Config/license.json")).doesNotExist();
  }

  /** Such as an index into the account's keys, or none. */
  @ParameterizedTest
  @ValueSource(strings = {"", "2"})
  void whereTheKeyIsNotKnownTheFileStays(String key) throws Exception {
    sign();

    assertThat(prepare(key)).isZero();

    assertThat(data.resolve("Config/license.json")).hasContent(SIGNED);
  }

  @Test
  void noFolderStandsInThePlaceOfTheFile() throws Exception {
    Files.createDirectories(data.resolve("Config/license.json/of/any/kind"));

    assertThat(prepare(KEY)).isZero();

    assertThat(data.resolve("Config/license.json")).doesNotExist();
  }

  @Test
  void theMarkOfAnEarlierVersionGoes() throws Exception {
    Files.createDirectories(data.resolve("Config"));
    Files.writeString(data.resolve("Config/license.mark"), "a digest");

    assertThat(prepare(KEY)).isZero();

    assertThat(data.resolve("Config/license.mark")).doesNotExist();
  }

  @Test
  void withoutAStableHostNameEveryStartTakesTheLicenceFileAway() throws Exception {
    sign();

    assertThat(run(SHELL, script(), plainEnvironment())).isZero();

    assertThat(data.resolve("Config/license.json")).doesNotExist();
  }

  @Test
  void aLockThatAKilledServerLeftGoes() throws Exception {
    Files.createDirectories(data.resolve("Config/options.json.lock/of/any/kind"));

    assertThat(prepare(KEY)).isZero();

    assertThat(data.resolve("Config/options.json.lock")).doesNotExist();
  }

  /** Killed behind any of its lines that ends a command, it is mended by the next run. */
  @Test
  void killedAnywhereItIsMendedByTheNextRun(@TempDir Path other) throws Exception {
    prepare(KEY);
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
      // The server before was killed, too, and left its lock; the licence's key is another since.
      run(folder, SHELL, script(), environment(OTHER_KEY));
      Files.writeString(folder.resolve("Config/license.json"), SIGNED.replace(KEY, OTHER_KEY));
      Files.createDirectory(folder.resolve("Config/options.json.lock"));
      assertThat(run(folder, SHELL, beginning + "kill -9 $$", environment(KEY))).isEqualTo(137);
      kills++;

      assertThat(run(folder, SHELL, script(), environment(KEY))).isZero();
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

    assertThat(prepare(KEY)).isNotZero();
  }

  private void sign() throws IOException {
    Files.createDirectories(data.resolve("Config"));
    Files.writeString(data.resolve("Config/license.json"), SIGNED);
  }

  private int prepare(String key) throws IOException, InterruptedException {
    return run(SHELL, script(), environment(key));
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

  private static Map<String, String> environment(String key) {
    Map<String, String> environment = new HashMap<>(SECRETS);
    environment.putAll(container(true).environment());
    environment.put("FOUNDRY_LICENSE_KEY", key);
    return environment;
  }

  private static Map<String, String> plainEnvironment() {
    Map<String, String> environment = new HashMap<>(SECRETS);
    environment.putAll(container(false).environment());
    return environment;
  }

  private static String script() {
    return container(true).command().get(2);
  }

  private static Container container(boolean stableHostname) {
    Credentials credentials = new Credentials(false, true, Optional.of("arn:secret"));
    License license =
        License.registered(ALICE, credentials, SharingState.SHARED, PlatformFixture.BEGIN);
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
