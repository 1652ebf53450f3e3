/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import static dev.foundryhosting.functions.management.ActionHandler.on;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.Label;
import dev.foundryhosting.api.ReleaseAnswer;
import dev.foundryhosting.api.ReleaseListAnswer;
import dev.foundryhosting.api.ReleaseRequest;
import dev.foundryhosting.api.ReleaseStatus;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.operation.CacheRelease;
import dev.foundryhosting.operation.CacheRelease.Result;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.release.Build;
import dev.foundryhosting.release.ReleaseCache;
import dev.foundryhosting.release.ReleaseCatalogue;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is in the release cache, and what is to come into it. */
@Singleton
class ReleaseActions implements ActionGroup {
  /** As curl's configuration can hold it between quotes. */
  private static final Pattern LINK = Pattern.compile("https://[!#-\\[\\]-~]{1,4000}");

  private final CacheRelease cacheRelease;
  private final ReleaseCache cache;

  ReleaseActions(CacheRelease cacheRelease, ReleaseCache cache) {
    this.cacheRelease = cacheRelease;
    this.cache = cache;
  }

  @Override
  public List<ActionHandler<?, ?>> handlers() {
    return List.of(
        on(Action.CACHE_RELEASE, (r, deadline) -> cache(r.fields(), r.caller().asking())),
        on(Action.LIST_RELEASES, (r, deadline) -> list(cache.refreshed())));
  }

  private ReleaseAnswer cache(ReleaseRequest.Cache fields, UserId administrator) {
    if (fields.releaseUrl().filter(url -> !LINK.matcher(url).matches()).isPresent()) {
      throw PlatformException.invalid(
          "releaseUrl", "must be an https link, as foundryvtt.com gives it");
    }
    return switch (cacheRelease.cache(
        fields.foundryVersion(), fields.releaseUrl(), administrator)) {
      case Result.Requested(Build build) ->
          answer(build, ReleaseStatus.REQUESTED, Optional.empty());
      case Result.Cached(Build build) -> answer(build, ReleaseStatus.CACHED, Optional.empty());
      case Result.Failed(Build build, String why) ->
          answer(build, ReleaseStatus.FAILED, Optional.of(why));
    };
  }

  private static ReleaseAnswer answer(Build build, ReleaseStatus status, Optional<String> reason) {
    return new ReleaseAnswer(build.toString(), Label.of(status), reason);
  }

  private static ReleaseListAnswer list(ReleaseCatalogue cached) {
    return new ReleaseListAnswer(
        cached.releases().stream()
            .map(
                release ->
                    new ReleaseListAnswer.Entry(
                        release.build().toString(), release.cachedAt(), release.bytes()))
            .toList());
  }
}
