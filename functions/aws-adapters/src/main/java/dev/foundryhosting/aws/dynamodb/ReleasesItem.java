/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.release.Build;
import dev.foundryhosting.release.Download;
import dev.foundryhosting.release.Release;
import dev.foundryhosting.release.ReleaseCatalogue;
import dev.foundryhosting.release.ReleasePause;
import java.util.Optional;

/** The item of the release cache, in the instances' table. */
final class ReleasesItem {
  private ReleasesItem() {}

  /** '#' occurs in no user id. */
  static ItemWriter key() {
    return InstanceTable.key("#releases");
  }

  static ItemWriter write(ReleaseCatalogue catalogue) {
    return key()
        .list("releases", catalogue.releases(), ReleasesItem::writeRelease)
        .list("downloads", catalogue.downloads(), ReleasesItem::writeDownload)
        .map("pause", catalogue.pause(), ReleasesItem::writePause)
        .number(InstanceItem.REVISION, catalogue.revision());
  }

  static ReleaseCatalogue read(ItemReader item) {
    return new ReleaseCatalogue(
        item.list("releases", ReleasesItem::readRelease).stream()
            .flatMap(Optional::stream)
            .toList(),
        item.listIfAny("downloads", ReleasesItem::readDownload).stream()
            .flatMap(Optional::stream)
            .toList(),
        item.optionalMap("pause", ReleasesItem::readPause),
        item.number(InstanceItem.REVISION));
  }

  private static void writeRelease(Release release, ItemWriter to) {
    to.text("build", release.build().toString())
        .number("bytes", release.bytes())
        .time("cachedAt", release.cachedAt());
  }

  /** Empty for a build that only another version can name; the next listing finds it again. */
  private static Optional<Release> readRelease(ItemReader from) {
    return Build.find(from.text("build"))
        .map(build -> new Release(build, from.number("bytes"), from.time("cachedAt")));
  }

  private static void writeDownload(Download download, ItemWriter to) {
    to.text("build", download.build().toString())
        .time("requestedAt", download.requestedAt())
        .text("taskArn", download.taskArn())
        .text("failure", download.failure());
  }

  private static Optional<Download> readDownload(ItemReader from) {
    return Build.find(from.text("build"))
        .map(
            build ->
                new Download(
                    build,
                    from.time("requestedAt"),
                    from.optionalText("taskArn"),
                    from.optionalText("failure")));
  }

  private static void writePause(ReleasePause pause, ItemWriter to) {
    to.number("refusals", pause.refusals()).time("until", pause.until());
  }

  private static ReleasePause readPause(ItemReader from) {
    return new ReleasePause(from.integer("refusals"), from.time("until"));
  }
}
