/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.release.Build;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Archives in the place of Foundry's releases, which may not be passed on: they hold what the
 * platform looks at, and say that they stand in.
 */
public final class StandInReleases {
  /** What lies in the cache from the start, so that a licence key alone can start a server. */
  private static final List<String> FROM_THE_START = List.of("12.343", "13.346");

  private final Path folder;

  /**
   * @param files the folder of the users' files, in which the cache lies as on AWS
   */
  public StandInReleases(Path files) {
    this.folder = files.resolve(ResourceNames.RELEASES);
  }

  /** Fills the cache with what lies there from the start. */
  public void putUsual() {
    FROM_THE_START.stream().map(Build::of).forEach(this::put);
  }

  /** Puts a release into the cache, unless it is there. */
  public void put(Build build) {
    Path archive = folder.resolve("foundryvtt-%s.zip".formatted(build));
    if (Files.exists(archive)) {
      return;
    }
    try {
      Files.createDirectories(folder);
      Path fresh = Files.createTempFile(folder, ".new-", "");
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(fresh))) {
        entry(
            zip,
            "package.json",
            "{\"release\": {\"generation\": %d, \"build\": %d}}"
                .formatted(build.generation(), build.number()));
        entry(zip, "README", "This stands in for Foundry VTT " + build + ".\n");
      }
      Path unused = Files.move(fresh, archive, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("The release cache cannot be filled", e);
    }
  }

  private static void entry(ZipOutputStream zip, String name, String content) throws IOException {
    zip.putNextEntry(new ZipEntry("resources/app/" + name));
    zip.write(content.getBytes(UTF_8));
  }
}
