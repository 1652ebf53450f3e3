/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import static dev.foundryhosting.instance.InstanceSamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.FoundryVersion;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.InstanceSamples;
import dev.foundryhosting.instance.Lease;
import dev.foundryhosting.instance.LicenseType;
import dev.foundryhosting.instance.Profile;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SharingState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store must do with instances that are gone, and with users who come back. */
public abstract class FinalizeDeletionContract extends StoreContract {
  protected FinalizeDeletionContract(StoreUnderTest store) {
    super(store);
  }

  @Test
  void aLicenceThatTheCallerDoesNotKnowOfStopsACreation() {
    create(anna, castle);
    finalizeDeletion(InstanceSamples.destroying(instances().require(anna), true, false), NOW);

    assertThat(tryCreate(anna, castle)).isEqualTo(new Instances.Created.LicenseOvertaken());
    assertThat(instances().find(anna).orElseThrow().gone()).isTrue();
    assertThat(instances().free(castle)).isTrue();
  }

  @Test
  void aTombstoneGivesWayToANewInstance() {
    create(anna, castle);
    finalizeDeletion(InstanceSamples.destroying(instances().require(anna), true, false), NOW);

    Instances.Created again =
        instances().create(InstanceSamples.requested(anna, castle), Optional.empty());

    assertThat(again).isInstanceOf(Instances.Created.Done.class);
    assertThat(instances().require(anna).revision()).isEqualTo(1);
    assertThat(expiry(anna)).isEmpty();
  }

  @Test
  void aUsersOwnClaimOnTheNameIsUsedAgain() {
    create(anna, castle);
    Instance destroying = InstanceSamples.destroying(instances().require(anna), false, true);
    finalizeDeletion(destroying, NOW);
    assertThat(licenses().remove(licenses().find(LicenseId.ofOwner(anna)).orElseThrow())).isTrue();

    assertThat(tryCreate(anna, castle)).isInstanceOf(Instances.Created.Done.class);
  }

  @Test
  void whoHoldsARecordFromBeforeADestroyDoesNotWriteOverTheNewOne() {
    Instance before = create(anna, castle);
    finalizeDeletion(InstanceSamples.destroying(before, true, false), NOW);
    Profile later =
        new Profile(
            anna,
            "anna",
            castle,
            LicenseType.POOLED,
            new FoundryVersion("13"),
            Optional.empty(),
            NOW.plusSeconds(60));
    Instance fresh = Instance.requested(later, new Lease("pass-2", NOW.plusSeconds(120)));
    instances().create(fresh, Optional.empty());

    assertThat(instances().save(InstanceSamples.noted(before, "late"))).isEmpty();
    assertThat(instances().claim(InstanceSamples.starting(before, "late")))
        .isEqualTo(new Instances.Claimed.Overtaken());
    assertThat(instances().find(anna)).contains(fresh.written(1));
  }

  @Test
  void aTombstoneExpiresAndFreesItsNameAndIsNeitherDueNorListed() {
    Instance full = InstanceSamples.fullyRunning(create(anna, castle));
    Instance destroying = InstanceSamples.destroying(full, false, false);

    Instance gone = finalizeDeletion(destroying, NOW);

    assertThat(instances().find(anna)).contains(gone.written(2));
    assertThatThrownBy(() -> instances().require(anna)).isInstanceOf(PlatformException.class);
    assertThat(expiry(anna).orElseThrow().getEpochSecond())
        .isEqualTo(NOW.plus(Instances.TOMBSTONE_KEPT).getEpochSecond());
    assertThat(instances().free(castle)).isTrue();
    assertThat(instances().list(Optional.empty(), 10).instances()).isEmpty();
    assertThat(instances().due(Instances.shardOf(anna), NOW.plusSeconds(3600), 10)).isEmpty();
    String taskArn = full.run().flatMap(Run::task).orElseThrow().taskArn();
    assertThat(instances().findByTask(taskArn)).isEmpty();
    assertThat(tryCreate(ben, castle)).isInstanceOf(Instances.Created.Done.class);
  }

  @Test
  void aTombstoneStaysWhileTheLicenceIsKept() {
    Instance destroying = InstanceSamples.destroying(create(anna, castle), true, false);

    finalizeDeletion(destroying, NOW);

    assertThat(instances().find(anna).orElseThrow().gone()).isTrue();
    assertThat(expiry(anna)).isEmpty();
  }

  @Test
  void nothingRemainsOfAUserWhoIsErased() {
    finalizeDeletion(InstanceSamples.destroying(create(anna, castle), false, true), NOW);

    assertThat(instances().find(anna)).isEmpty();
    assertThat(instances().free(castle)).isTrue();
  }

  @Test
  void aTombstoneThatIsOpenedAgainTakesNobodysName() {
    Instance gone =
        finalizeDeletion(InstanceSamples.destroying(create(anna, castle), true, false), NOW);
    create(ben, castle);

    Instance opened =
        instances().save(InstanceSamples.destroying(gone.written(2), false, true)).orElseThrow();
    assertThat(instances().find(anna)).hasValueSatisfying(i -> assertThat(i.gone()).isFalse());
    finalizeDeletion(opened, NOW);

    assertThat(instances().find(anna)).isEmpty();
    assertThat(instances().free(castle)).isFalse();
    assertThat(instances().find(ben)).isPresent();
  }

  @Test
  void aRecordThatSomebodyElseWroteSinceIsNotBuried() {
    Instance read = create(anna, castle);
    instances().save(InstanceSamples.noted(read, "theirs"));
    Instance finished =
        InstanceSamples.finished(InstanceSamples.destroying(read, false, true), NOW);

    assertThat(instances().finalizeDeletion(finished)).isFalse();
    assertThat(instances().free(castle)).isFalse();
    assertThat(instances().find(anna).orElseThrow().gone()).isFalse();
  }

  @Test
  void buryingIsForFinishedTeardownsAndSavingForAllElse() {
    Instance destroying = InstanceSamples.destroying(create(anna, castle), false, false);

    assertThatThrownBy(() -> instances().finalizeDeletion(destroying))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(instances().save(InstanceSamples.finished(destroying, NOW))).isEmpty();
  }

  @Test
  void aTombstoneIsDueAndChanges() {
    Instance destroying = InstanceSamples.destroying(create(anna, castle), false, false);
    Instance finished = InstanceSamples.finished(destroying, NOW).dueFrom(NOW);
    assertThat(instances().finalizeDeletion(finished)).isTrue();
    assertThat(instances().allDue(NOW, 10)).contains(anna);
    assertThat(instances().active(Instances.shardOf(anna))).isEmpty();

    Instance tombstone = instances().find(anna).orElseThrow();
    Instance done = tombstone.with(tombstone.reconcileStatus().checkAt(Optional.empty()));
    assertThat(instances().save(done)).isPresent();

    assertThat(instances().allDue(NOW, 10)).doesNotContain(anna);
    assertThat(instances().find(anna).orElseThrow().gone()).isTrue();
    assertThat(instances().save(done)).as("as it was read before").isEmpty();
  }

  @Test
  void aLicenceFromBeforeChangesWithTheInstanceThatIsNew() {
    License kept = keptLicense();

    Instances.Created created =
        instances()
            .create(
                InstanceSamples.requested(anna, castle), Optional.of(kept.in(SharingState.SHARED)));

    assertThat(created).isInstanceOf(Instances.Created.Done.class);
    assertThat(licenses().find(LicenseId.ofOwner(anna)))
        .contains(kept.in(SharingState.SHARED).written(2));
  }

  @Test
  void nothingIsWrittenOverALicenceThatSomebodyElseWroteSince() {
    License kept = keptLicense();
    licenses().save(kept.in(SharingState.WITHDRAWN), List.of(), NOW);

    assertThat(
            instances()
                .create(
                    InstanceSamples.requested(anna, castle),
                    Optional.of(kept.in(SharingState.SHARED))))
        .isEqualTo(new Instances.Created.LicenseOvertaken());
    assertThat(instances().find(anna).orElseThrow().gone()).isTrue();
    assertThat(instances().free(castle)).isTrue();
    assertThat(licenses().find(LicenseId.ofOwner(anna)))
        .map(License::sharing)
        .contains(SharingState.WITHDRAWN);
  }

  /** A licence whose owner has no server any more. */
  private License keptLicense() {
    create(anna, castle);
    finalizeDeletion(InstanceSamples.destroying(instances().require(anna), true, false), NOW);
    return license(anna);
  }
}
