/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles;

import dev.foundryhosting.functions.worldfiles.folder.SecureFolder;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.release.Build;
import dev.foundryhosting.release.Release;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The archives of Foundry's releases, named as the image looks for them, beside the folders. */
final class ReleaseArchives {
  private static final Path FOLDER = Path.of(ResourceNames.RELEASES);
  private static final Pattern ARCHIVE = Pattern.compile("foundryvtt-([0-9.]+)\\.zip");

  private final Path root;

  /**
   * @param root of the users' folders
   */
  ReleaseArchives(Path root) {
    this.root = root;
  }

  /** The archives that are there, the newest build first, once some were removed. */
  List<Release> list(Set<Build> unwanted) throws IOException {
    try (SecureFolder top = SecureFolder.trusted(root)) {
      Optional<SecureFolder> folder = top.folder(FOLDER);
      if (folder.isEmpty()) {
        return List.of();
      }
      try (SecureFolder cache = folder.get()) {
        List<Release> found = list(cache);
        for (Release release : found) {
          if (unwanted.contains(release.build())) {
            cache.deleteFile(Path.of("foundryvtt-%s.zip".formatted(release.build())));
          }
        }
        return found.stream()
            .filter(release -> !unwanted.contains(release.build()))
            .sorted(Comparator.comparing(Release::build).reversed())
            .toList();
      }
    }
  }

  private static List<Release> list(SecureFolder cache) throws IOException {
    List<Release> found = new ArrayList<>();
    for (Path entry : cache.entries()) {
      Matcher archive = ARCHIVE.matcher(entry.getFileName().toString());
      Optional<PosixFileAttributes> file =
          cache.attributes(entry.getFileName()).filter(BasicFileAttributes::isRegularFile);
      if (archive.matches() && file.isPresent()) {
        Build.find(archive.group(1))
            .map(
                build ->
                    new Release(
                        build, file.get().size(), file.get().lastModifiedTime().toInstant()))
            .ifPresent(found::add);
      }
    }
    return found;
  }
}
