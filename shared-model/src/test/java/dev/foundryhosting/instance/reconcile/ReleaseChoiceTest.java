/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.command.Registration;
import dev.foundryhosting.release.Build;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which build a start runs, where it lies, and what a start without one is told. */
class ReleaseChoiceTest {
  private final PlatformFixture world = new PlatformFixture();
  private final PlatformFixture.Worker worker = world.worker();

  @BeforeEach
  void nothingIsCached() {
    world.archives.clear();
  }

  @Test
  void aKeyAloneIsRefusedBeforeAnythingIsMadeAndToldWhatToDo() {
    worker.create(byKey());
    Instance before = world.instance(ALICE);

    assertThatThrownBy(() -> worker.start(ALICE))
        .isInstanceOfSatisfying(
            PlatformException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_STATE);
              assertThat(refused.retryable()).isFalse();
            })
        .hasMessageContaining("Foundry 13 is not in the release cache")
        .hasMessageContaining("cache-release");
    assertThat(world.instance(ALICE)).isEqualTo(before);
    assertThat(world.tasks.live()).isEmpty();
  }

  @Test
  void theRefusalNamesWhatIsCached() {
    world.archives.put("12.343", world.clock.instant());
    worker.create(byKey());

    assertThatThrownBy(() -> worker.start(ALICE)).hasMessageContaining("a cached version: 12.343.");
  }

  @Test
  void aGenerationMeansItsNewestCachedBuildUntilItIsChosenAnew() {
    world.archives.put("13.345", world.clock.instant());
    worker.create(byKey());
    worker.start(ALICE);
    assertThat(build()).contains(Build.of("13.345"));
    world.settleUntil(ALICE, Status.RUNNING);
    worker.stop(ALICE);
    world.settleUntil(ALICE, Status.STOPPED);

    world.archives.put("13.346", world.clock.instant());
    var unused = worker.context.ports().releases().refreshed();
    worker.start(ALICE);
    assertThat(build()).as("nothing is slipped in").contains(Build.of("13.345"));
    worker.stop(ALICE);
    world.settleUntil(ALICE, Status.STOPPED);

    assertThat(worker.updateVersion(ALICE, "13").profile().build()).contains(Build.of("13.346"));
  }

  @Test
  void aStartWhoseBuildIsKnownDoesNotLookIntoTheFolder() {
    world.archives.put("13.346", world.clock.instant());
    var unused = worker.context.ports().releases().refreshed();
    worker.create(byKey());
    int before = world.archives.listed();

    worker.start(ALICE);

    assertThat(world.archives.listed()).isEqualTo(before);
    assertThat(downloads()).isFalse();
  }

  @Test
  void anAccountDownloadsOnceAndThenEverybodyHasTheBuild() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    worker.start(ALICE);
    assertThat(downloads()).isTrue();

    world.archives.put("13.346", world.clock.instant());
    world.settleUntil(ALICE, Status.RUNNING);
    worker.reconcile(ALICE);

    assertThat(downloads()).isFalse();
    assertThat(build()).contains(Build.of("13.346"));
    assertThat(world.store.releases.find().holds(Build.of("13.346"))).isTrue();
    worker.create(PlatformFixture.ownerOf(PlatformFixture.BOB, "bob", "B".repeat(24)));
    assertThat(worker.start(PlatformFixture.BOB).run().orElseThrow().downloads()).isFalse();
  }

  @Test
  void aRefusedLoginPausesAllDownloadsForMinutes() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    for (int minutes : new int[] {5, 15, 30, 30}) {
      worker.start(ALICE);
      world.cloudMoves();
      worker.reconcile(ALICE);
      world.tasks.stopped(
          world.tasks.theOne(ALICE).taskArn(),
          OptionalInt.empty(),
          new StopCause(StopCauseKind.RATE_LIMITED, "Too many logins."));
      world.settleUntil(ALICE, Status.FAILED);

      assertThatThrownBy(() -> worker.start(ALICE))
          .isInstanceOfSatisfying(
              PlatformException.class, refused -> assertThat(refused.retryable()).isTrue())
          .hasMessageContaining("takes no more logins");
      world.clock.advance(Duration.ofMinutes(minutes));
    }
    assertThat(worker.start(ALICE).status()).isEqualTo(Status.STARTING);
  }

  @Test
  void aFailedDownloadIsRecordedBeforeTheRunIsOver() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    worker.start(ALICE);
    int before = world.archives.listed();
    worker.stop(ALICE);
    world.settleUntil(ALICE, Status.STOPPED);

    assertThat(world.archives.listed()).isEqualTo(before + 1);
    assertThat(world.instance(ALICE).run()).isEmpty();
  }

  private Optional<Build> build() {
    return world.instance(ALICE).profile().build();
  }

  private boolean downloads() {
    return world.instance(ALICE).run().map(Run::downloads).orElseThrow();
  }

  private static Registration byKey() {
    return PlatformFixture.ownerOf(ALICE, "alice", "A".repeat(24));
  }
}
