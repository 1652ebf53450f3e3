/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.instance.reconcile.RecordSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The wipe's script, run for real by a shell, with a folder in place of the volume. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class WipeScriptTest {
  private final ServerTask tasks = new ServerTask(PlatformFixture.settings());

  @TempDir Path data;

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

      assertThat(run(Map.of("PATH", tools + ":/usr/bin:/bin"))).isNotZero();
    }
  }

  private int wipe() throws IOException, InterruptedException {
    return run(Map.of());
  }

  private int run(Map<String, String> environment) throws IOException, InterruptedException {
    String script =
        tasks.wipe(RecordSamples.created(), "fsap-1").containers().getFirst().command().getLast();
    return ScriptRun.of(List.of("/bin/sh"), script, data, environment).exitCode();
  }
}
