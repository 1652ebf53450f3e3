/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.release;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The record of the release cache.
 *
 * @param releases as the folder was listed last, the newest build first
 * @param downloads under way, or failed since the last one of the same build
 * @param pause after a refusal for too many requests
 * @param revision counts the writes; 0 is a record that was never written
 */
public record ReleaseCatalogue(
    List<Release> releases, List<Download> downloads, Optional<ReleasePause> pause, long revision) {

  /** Before anything is known of the cache. */
  public static final ReleaseCatalogue EMPTY =
      new ReleaseCatalogue(List.of(), List.of(), Optional.empty(), 0);

  public ReleaseCatalogue {
    releases =
        releases.stream()
            .sorted(Comparator.comparing(Release::build, Comparator.reverseOrder()))
            .toList();
    downloads = List.copyOf(downloads);
  }

  /** Whether a build is cached. */
  public boolean holds(Build build) {
    return find(build).isPresent();
  }

  /** The archive of a build. */
  public Optional<Release> find(Build build) {
    return releases.stream().filter(release -> release.build().equals(build)).findFirst();
  }

  /** The newest cached build of those that are wanted. */
  public Optional<Build> newest(Predicate<Build> wanted) {
    return releases.stream().map(Release::build).filter(wanted).findFirst();
  }

  /** The download of a build that was asked for last. */
  public Optional<Download> download(Build build) {
    return downloads.stream().filter(each -> each.build().equals(build)).findFirst();
  }

  /** Until when foundryvtt.com is not asked; empty when it may be. */
  public Optional<Instant> pausedUntil(Instant now) {
    return pause.filter(p -> p.holds(now)).map(ReleasePause::until);
  }

  /** The folder's content; a build that lies there needs no download, and was not refused. */
  ReleaseCatalogue listed(List<Release> found) {
    List<Download> missing =
        downloads.stream()
            .filter(each -> found.stream().noneMatch(r -> r.build().equals(each.build())))
            .toList();
    boolean more = found.stream().anyMatch(release -> !holds(release.build()));
    return new ReleaseCatalogue(found, missing, more ? Optional.empty() : pause, revision);
  }

  /** A download in the place of the last one of its build. */
  public ReleaseCatalogue with(Download download) {
    return new ReleaseCatalogue(
        releases,
        Stream.concat(
                downloads.stream().filter(each -> !each.build().equals(download.build())),
                Stream.of(download))
            .toList(),
        pause,
        revision);
  }

  /** foundryvtt.com refused a login or a download, since there were too many. */
  public ReleaseCatalogue refused(Instant now) {
    return new ReleaseCatalogue(
        releases, downloads, Optional.of(ReleasePause.after(pause, now)), revision);
  }

  /** The same record after a write. */
  public ReleaseCatalogue written(long newRevision) {
    return new ReleaseCatalogue(releases, downloads, pause, newRevision);
  }
}
