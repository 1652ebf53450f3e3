/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.operation;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOSS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.FoundryVersion;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.operation.CacheRelease.Result;
import dev.foundryhosting.release.Build;
import dev.foundryhosting.release.ReleaseTasks.Source;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheReleaseTest {
  private static final Build BUILD = Build.of("13.347");
  private static final Optional<String> LINK = Optional.of("https://r2.example/13.347.zip?sig=1");

  private final PlatformFixture world = new PlatformFixture();
  private final CacheRelease caching = world.worker().cachingReleases(Optional.empty());

  @Test
  void aLinkIsDownloadedOnceAndForgottenOnceTheReleaseIsThere() {
    assertThat(cache(LINK)).isEqualTo(new Result.Requested(BUILD));
    assertThat(cache(LINK)).as("under way").isEqualTo(new Result.Requested(BUILD));
    assertThat(world.downloads.sources()).singleElement().isInstanceOf(Source.Link.class);
    assertThat(world.releaseLinks.kept()).isEqualTo(LINK);

    world.archives.put("13.347", world.clock.instant());
    world.tasks.exits(task(), 0);

    assertThat(cache(LINK)).isEqualTo(new Result.Cached(BUILD));
    assertThat(world.releaseLinks.kept()).isEmpty();
    assertThat(world.store.releases.find().downloads()).isEmpty();
    assertThat(cache(Optional.empty())).isEqualTo(new Result.Cached(BUILD));
  }

  @Test
  void aFailureIsToldOnceAndTheNextRequestBeginsAnew() {
    cache(LINK);
    fail(StopCauseKind.RELEASE_MISSING, "The download was not this Foundry version.");

    assertThat(cache(LINK))
        .isEqualTo(new Result.Failed(BUILD, "The download was not this Foundry version."));
    assertThat(cache(LINK)).isEqualTo(new Result.Requested(BUILD));
    assertThat(world.downloads.sources()).hasSize(2);
  }

  @Test
  void aTaskThatAwsForgotIsNotAwaitedForEver() {
    cache(LINK);
    String task = task();
    world.tasks.exits(task, 1);
    world.tasks.forget(task);
    assertThat(cache(LINK)).isEqualTo(new Result.Requested(BUILD));

    world.clock.advance(Duration.ofMinutes(5));

    assertThat(cache(LINK))
        .isInstanceOfSatisfying(
            Result.Failed.class, failed -> assertThat(failed.why()).contains("does not know"));
  }

  @Test
  void theOperatorsAccountComesBeforeTheAdministrators() {
    world.worker().create(PlatformFixture.owner(BOSS, "boss"));
    String own = world.secrets.find(BOSS).orElseThrow().arn();

    cache(Optional.empty());
    var unused =
        world
            .worker()
            .cachingReleases(Optional.of("arn:operator"))
            .cache(new FoundryVersion("13.348"), Optional.empty(), BOSS);

    assertThat(world.downloads.sources())
        .containsExactly(
            new Source.LicenseAccount(own), new Source.OperatorAccount("arn:operator"));
  }

  @Test
  void withoutAnAccountOrALinkNothingIsBegun() {
    world.worker().create(PlatformFixture.ownerOf(BOSS, "boss", "B".repeat(24)));

    assertThatThrownBy(() -> cache(Optional.empty()))
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_STATE))
        .hasMessageContaining("releaseUrl");
    assertThat(world.tasks.live()).isEmpty();
  }

  @Test
  void whileLoginsAreLimitedOnlyALinkIsFollowed() {
    world.worker().create(PlatformFixture.owner(BOSS, "boss"));
    cache(Optional.empty());
    fail(StopCauseKind.RATE_LIMITED, "Too many.");
    assertThat(cache(Optional.empty())).isInstanceOf(Result.Failed.class);

    assertThatThrownBy(() -> cache(Optional.empty()))
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.retryable()).isTrue())
        .hasMessageContaining("releaseUrl");
    assertThat(cache(LINK)).isEqualTo(new Result.Requested(BUILD));
  }

  @ParameterizedTest
  @ValueSource(strings = {"13", "release", "latest"})
  void onlyABuildCanBeCached(String version) {
    assertThatThrownBy(() -> caching.cache(new FoundryVersion(version), LINK, BOSS))
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.field()).contains("foundryVersion"));
  }

  @Test
  void archivesThatNoServerUsesMakeRoomTheOldestFirst() {
    world.archives.clear();
    List<String> builds = List.of("11.315", "12.331", "12.343", "13.340", "13.341", "13.346");
    for (String build : builds) {
      world.archives.put(build, world.clock.instant());
      world.clock.advance(Duration.ofDays(1));
    }
    world.worker().create(PlatformFixture.owner(ALICE, "alice"));
    world.worker().updateVersion(ALICE, "11");
    world.worker().context.ports().releases().refreshed();
    world.worker().updateVersion(ALICE, "11");

    cache(LINK);

    assertThat(world.store.releases.find().releases())
        .extracting(release -> release.build().toString())
        .containsExactly("13.346", "13.341", "13.340", "12.343", "11.315");
  }

  private Result cache(Optional<String> link) {
    return caching.cache(new FoundryVersion("13.347"), link, BOSS);
  }

  private String task() {
    return world.tasks.live().stream().map(TaskObservation::taskArn).findFirst().orElseThrow();
  }

  private void fail(StopCauseKind kind, String why) {
    world.tasks.stopped(task(), OptionalInt.of(62), new StopCause(kind, why));
  }
}
