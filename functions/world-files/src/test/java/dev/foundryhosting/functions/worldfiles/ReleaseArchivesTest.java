/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.release.Build;
import dev.foundryhosting.release.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseArchivesTest {
  private static final Instant CACHED = Instant.parse("2026-11-20T18:00:00Z");

  @TempDir Path root;

  @Test
  void withoutAFolderNothingIsCached() throws IOException {
    assertThat(new ReleaseArchives(root).list(Set.of())).isEmpty();
  }

  @Test
  void archivesAreListedByTheirBuildsAndNothingElseIs() throws IOException {
    archive("foundryvtt-13.99.zip");
    archive("foundryvtt-13.346.zip");
    archive("foundryvtt-13.346.0.zip");
    archive(".new-abcdef");
    archive("downloading.zip");
    Files.createDirectory(root.resolve(".releases/foundryvtt-12.331.zip"));
    Files.createSymbolicLink(
        root.resolve(".releases/foundryvtt-12.343.zip"), Path.of("/etc/passwd"));

    assertThat(new ReleaseArchives(root).list(Set.of()))
        .containsExactly(
            new Release(new Build(13, 346), 3, CACHED), new Release(new Build(13, 99), 3, CACHED));
  }

  @Test
  void whatIsUnwantedGoesAndTheRestStays() throws IOException {
    archive("foundryvtt-13.346.zip");
    archive("foundryvtt-12.331.zip");

    assertThat(new ReleaseArchives(root).list(Set.of(new Build(12, 331), new Build(11, 315))))
        .extracting(Release::build)
        .containsExactly(new Build(13, 346));
    assertThat(root.resolve(".releases")).isDirectoryNotContaining("glob:**12.331*");
  }

  private void archive(String name) throws IOException {
    Files.createDirectories(root.resolve(".releases"));
    Path file = Files.writeString(root.resolve(".releases").resolve(name), "zip");
    Path unused = Files.setLastModifiedTime(file, FileTime.from(CACHED));
  }
}
