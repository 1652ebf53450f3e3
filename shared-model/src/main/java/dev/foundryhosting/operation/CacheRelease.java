/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.operation;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.FoundryVersion;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.port.Tasks;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.release.Build;
import dev.foundryhosting.release.Download;
import dev.foundryhosting.release.ReleaseCache;
import dev.foundryhosting.release.ReleaseCatalogue;
import dev.foundryhosting.release.ReleaseLinks;
import dev.foundryhosting.release.ReleaseTasks;
import dev.foundryhosting.release.ReleaseTasks.Source;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Has a release downloaded into the cache, and says how far that is: each request looks at the
 * download that is under way, and only one for a build that is neither cached nor under way begins
 * one.
 */
public final class CacheRelease {
  /** ECS may not show a task for so long after it was begun. */
  private static final Duration UNSEEN = Duration.ofMinutes(5);

  private final ReleaseCache cache;
  private final ReleaseTasks downloads;
  private final ReleaseLinks links;
  private final Tasks tasks;
  private final Licenses licenses;
  private final UnusedReleases unusedReleases;
  private final Optional<String> operatorSecret;
  private final Clock clock;

  /**
   * @param operatorSecret the ARN of the secret with the operator's account, if there is one
   */
  public CacheRelease(
      ReleaseCache cache,
      ReleaseTasks downloads,
      ReleaseLinks links,
      Tasks tasks,
      Licenses licenses,
      UnusedReleases unusedReleases,
      Optional<String> operatorSecret,
      Clock clock) {
    this.cache = cache;
    this.downloads = downloads;
    this.links = links;
    this.tasks = tasks;
    this.licenses = licenses;
    this.unusedReleases = unusedReleases;
    this.operatorSecret = operatorSecret;
    this.clock = clock;
  }

  /** How far the caching of a build is. */
  public sealed interface Result {
    Build build();

    record Requested(Build build) implements Result {}

    record Cached(Build build) implements Result {}

    /** The next request begins anew. */
    record Failed(Build build, String why) implements Result {}
  }

  /**
   * Caches a release.
   *
   * @param version names a build
   * @param link which foundryvtt.com signed; empty to log in with an account
   * @param administrator whose own licence's account serves where the operator keeps none
   * @throws PlatformException {@code VALIDATION_ERROR}, {@code INVALID_STATE} without an account
   *     and a link, and while foundryvtt.com takes no more requests, {@code DEPENDENCY_FAILED}
   */
  public Result cache(FoundryVersion version, Optional<String> link, UserId administrator) {
    Build build = Build.of(version.build().map(Build::toString).orElse(version.value()));
    ReleaseCatalogue known = cache.refreshed();
    if (known.holds(build)) {
      links.forget();
      return new Result.Cached(build);
    }
    Optional<Download> under = known.download(build).filter(d -> d.failure().isEmpty());
    return under.isPresent() && under.get().taskArn().isPresent()
        ? observed(under.get(), under.get().taskArn().get())
        : begun(build, source(link, administrator), known);
  }

  private Result begun(Build build, Source source, ReleaseCatalogue known) {
    Instant now = clock.instant();
    Optional<Instant> pause = known.pausedUntil(now);
    if (pause.isPresent() && !(source instanceof Source.Link)) {
      throw PlatformException.notNow(
          ErrorCode.INVALID_STATE,
          "foundryvtt.com takes no more logins and downloads for now. Ask again after %s, or give a"
                  .formatted(pause.get())
              + " link (releaseUrl).");
    }
    Set<Build> unwanted = unusedReleases.beside(build, known);
    if (!unwanted.isEmpty()) {
      var unused = cache.without(unwanted);
    }
    Download requested =
        cache
            .records()
            .update(
                record ->
                    record.download(build).filter(d -> d.failure().isEmpty()).isPresent()
                        ? record
                        : record.with(Download.requested(build, now)))
            .download(build)
            .orElseThrow();
    // One token begins one task, also where a request died before it could record the task.
    String token = "release-%s-%d".formatted(build, requested.requestedAt().getEpochSecond());
    Download begun = requested.by(downloads.begin(build, source, token));
    var unused = cache.records().update(record -> record.with(begun));
    return new Result.Requested(build);
  }

  private Source source(Optional<String> link, UserId administrator) {
    Optional<Source> given = link.map(links::keep).map(Source.Link::new);
    Optional<Source> operators = operatorSecret.map(Source.OperatorAccount::new);
    return given
        .or(() -> operators)
        .or(() -> account(administrator))
        .orElseThrow(
            () ->
                new PlatformException(
                    ErrorCode.INVALID_STATE,
                    "There is no account to download it with. Give a link (releaseUrl): on your"
                        + " licence's page at foundryvtt.com choose the version, Linux/Node.js,"
                        + " and 'Timed URL'."));
  }

  private Optional<Source> account(UserId administrator) {
    return licenses
        .find(LicenseId.ofOwner(administrator))
        .map(License::credentials)
        .filter(credentials -> credentials.account())
        .flatMap(credentials -> credentials.secretArn())
        .map(Source.LicenseAccount::new);
  }

  private Result observed(Download download, String taskArn) {
    Optional<TaskObservation> task = tasks.observe(taskArn);
    boolean running =
        task.map(seen -> seen.state() != TaskObservation.State.STOPPED)
            .orElse(clock.instant().isBefore(download.requestedAt().plus(UNSEEN)));
    return running ? new Result.Requested(download.build()) : ended(download, task);
  }

  private Result ended(Download download, Optional<TaskObservation> task) {
    Build build = download.build();
    links.forget();
    // It may have come into the folder since that was listed.
    if (cache.refreshed().holds(build)) {
      return new Result.Cached(build);
    }
    Optional<StopCause> cause = task.flatMap(TaskObservation::stopCause);
    if (cause.filter(c -> c.kind() == StopCauseKind.RATE_LIMITED).isPresent()) {
      cache.refused(clock.instant());
    }
    String why =
        cause
            .map(StopCause::why)
            .orElse("AWS does not know the task any more that downloaded it. Ask again.");
    var unused = cache.records().update(record -> record.with(download.failed(why)));
    return new Result.Failed(build, why);
  }
}
