/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.operation;

import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.release.Build;
import dev.foundryhosting.release.Release;
import dev.foundryhosting.release.ReleaseCatalogue;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which archives of the release cache may go, so that it does not grow for ever. */
public final class UnusedReleases {
  /** How many archives that no server uses are kept, those that came last. */
  static final int KEPT = 4;

  private static final int PAGE = 100;

  private final Instances instances;

  public UnusedReleases(Instances instances) {
    this.instances = instances;
  }

  /** The archives that are to make room for a new one; the servers are read only if any is. */
  Set<Build> beside(Build next, ReleaseCatalogue cached) {
    List<Release> others =
        cached.releases().stream().filter(release -> !release.build().equals(next)).toList();
    if (others.size() <= KEPT) {
      return Set.of();
    }
    Set<Build> used = used();
    return others.stream()
        .filter(release -> !used.contains(release.build()))
        .sorted(Comparator.comparing(Release::cachedAt).reversed())
        .skip(KEPT)
        .map(Release::build)
        .collect(Collectors.toSet());
  }

  private Set<Build> used() {
    Set<Build> used = new HashSet<>();
    Optional<String> cursor = Optional.empty();
    do {
      Instances.Page page = instances.list(cursor, PAGE);
      page.instances().forEach(each -> each.profile().build().ifPresent(used::add));
      cursor = page.cursor();
    } while (cursor.isPresent());
    return used;
  }
}
