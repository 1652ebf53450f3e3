/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.instance.FoundryVersion;
import dev.foundryhosting.instance.Profile;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.release.Build;
import dev.foundryhosting.release.Release;
import dev.foundryhosting.release.ReleaseCache;
import dev.foundryhosting.release.ReleaseCatalogue;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which build a start runs. A build that is cached needs nothing; another one is downloaded with
 * the licence's account; with a licence key alone the start is refused before anything is made,
 * since the image would end without the archive (docs/decisions/ADR-023.md).
 */
public final class ReleaseChoice {
  private final ReleaseCache cache;
  private final Licenses licenses;
  private final Clock clock;

  ReleaseChoice(ReleaseCache cache, Licenses licenses, Clock clock) {
    this.cache = cache;
    this.licenses = licenses;
    this.clock = clock;
  }

  /** How a choice went. */
  sealed interface Choice permits Cached, Download, Refused {}

  /** The build lies in the cache. */
  record Cached(Build build) implements Choice {}

  /** The start is to download it with the licence's account. */
  record Download() implements Choice {}

  /** It passes where the same start may be allowed later. */
  record Refused(String why, boolean passes) implements Choice {}

  /** The build that a version means now: the newest cached one, if it names none. */
  public static Optional<Build> build(FoundryVersion version, ReleaseCatalogue cached) {
    return version.build().or(() -> cached.newest(version::admits));
  }

  /**
   * The choice for a start on a licence. The record may not know what came into the folder since.
   *
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED} when the folder
   *     cannot be listed
   */
  Choice choose(Profile profile, LicenseId license, ReleaseCatalogue known) {
    return cached(profile, known)
        .orElseGet(
            () -> {
              ReleaseCatalogue now = cache.refreshed();
              return cached(profile, now).orElseGet(() -> download(profile, license, now));
            });
  }

  private static Optional<Choice> cached(Profile profile, ReleaseCatalogue cached) {
    return profile
        .build()
        .or(() -> build(profile.version(), cached))
        .filter(cached::holds)
        .map(Cached::new);
  }

  private Choice download(Profile profile, LicenseId license, ReleaseCatalogue cached) {
    boolean account =
        licenses.find(license).map(License::credentials).filter(c -> c.account()).isPresent();
    if (!account) {
      return new Refused(missing(profile, cached), false);
    }
    Optional<Instant> pause = cached.pausedUntil(clock.instant());
    return pause.isPresent()
        ? new Refused(
            "foundryvtt.com takes no more logins and downloads for now. Start again after "
                + pause.get()
                + ".",
            true)
        : new Download();
  }

  private static String missing(Profile profile, ReleaseCatalogue cached) {
    String others =
        cached.releases().stream()
            .map(Release::build)
            .map(Build::toString)
            .collect(Collectors.joining(", "));
    return "Foundry %s is not in the release cache, and a licence key alone cannot download it. "
            .formatted(profile.exactVersion())
        + (others.isEmpty()
            ? "Ask an administrator to cache it (cache-release)."
            : "Ask an administrator to cache it (cache-release), or choose a cached version: %s."
                .formatted(others));
  }
}
