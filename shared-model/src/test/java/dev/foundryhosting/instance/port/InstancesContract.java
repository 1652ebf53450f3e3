/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import static dev.foundryhosting.instance.InstanceSamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.InstanceSamples;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.instance.reconcile.Concurrently;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.platform.UserId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of instances must do: what is written together, and what is not overwritten. */
public abstract class InstancesContract extends StoreContract {
  protected InstancesContract(StoreUnderTest store) {
    super(store);
  }

  @Test
  void nothingIsFoundWhereNothingWasWritten() {
    assertThat(instances().find(anna)).isEmpty();
    assertThat(instances().free(castle)).isTrue();
    assertThat(instances().findByTask("arn:none")).isEmpty();
    assertThat(instances().list(Optional.empty(), 10).instances()).isEmpty();
    assertThatThrownBy(() -> instances().require(anna))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INSTANCE_NOT_FOUND));
  }

  @Test
  void aNewInstanceIsThereWithItsNameAndItsLicence() {
    Instance created = create(anna, castle);

    assertThat(created.revision()).isEqualTo(1);
    assertThat(instances().find(anna)).contains(created);
    assertThat(instances().free(castle)).isFalse();
    assertThat(licenses().find(LicenseId.ofOwner(anna)))
        .hasValueSatisfying(
            license -> {
              assertThat(license.revision()).isEqualTo(1);
              assertThat(license.ownerId()).isEqualTo(anna);
            });
  }

  @Test
  void anInstanceWithoutALicenceWritesNone() {
    instances().create(InstanceSamples.requested(anna, castle), Optional.empty());

    assertThat(licenses().find(LicenseId.ofOwner(anna))).isEmpty();
  }

  @Test
  void aUserHasOneInstance() {
    Instance first = create(anna, castle);

    assertThat(tryCreate(anna, tower)).isEqualTo(new Instances.Created.Exists());
    assertThat(instances().find(anna)).contains(first);
    assertThat(instances().free(tower)).isTrue();
  }

  @Test
  void aNameThatSomebodyElseOwnsIsTakenAndNothingIsWritten() {
    create(anna, castle);

    assertThat(tryCreate(ben, castle)).isEqualTo(new Instances.Created.SubdomainTaken());
    assertThat(instances().find(ben)).isEmpty();
    assertThat(licenses().find(LicenseId.ofOwner(ben))).isEmpty();
  }

  @Test
  void onlyWhatWasNeverWrittenIsCreated() {
    Instance written = InstanceSamples.requested(anna, castle).written(1);

    assertThatThrownBy(() -> instances().create(written, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyFieldOfARunningInstanceSurvives() {
    Instance full = InstanceSamples.fullyRunning(create(anna, castle));

    Instance saved = instances().save(full).orElseThrow();

    assertThat(saved).isEqualTo(full.written(2));
    assertThat(instances().find(anna)).contains(saved);
  }

  @Test
  void everyFieldOfAnInstanceUnderDestructionSurvives() {
    Instance full = InstanceSamples.fullyDestroying(create(anna, castle));

    Instance saved = instances().save(full).orElseThrow();

    assertThat(instances().find(anna)).contains(saved).contains(full.written(2));
    Instance gone = InstanceSamples.finished(saved, NOW);
    assertThat(instances().finalizeDeletion(gone)).isTrue();
    assertThat(instances().find(anna)).contains(gone.written(3));
  }

  @Test
  void whatAFieldNoLongerHoldsIsGone() {
    Instance full = instances().save(InstanceSamples.fullyRunning(create(anna, castle))).get();
    Instance bare = InstanceSamples.requested(anna, castle).written(full.revision());

    assertThat(instances().save(bare)).isPresent();

    assertThat(instances().find(anna)).contains(bare.written(3));
  }

  @Test
  void aRecordThatSomebodyElseWroteSinceIsNotOverwritten() {
    Instance read = create(anna, castle);
    Instance theirs = instances().save(InstanceSamples.noted(read, "theirs")).orElseThrow();

    assertThat(instances().save(InstanceSamples.noted(read, "ours"))).isEmpty();
    assertThat(instances().find(anna)).contains(theirs);
  }

  @Test
  void aRecordThatWasNeverCreatedIsNotSaved() {
    assertThat(instances().save(InstanceSamples.requested(anna, castle))).isEmpty();
    assertThat(instances().save(InstanceSamples.requested(anna, castle).written(4))).isEmpty();
    assertThat(instances().find(anna)).isEmpty();
  }

  @Test
  void anUpdateIsMadeAgainOnWhatOthersWrote() {
    Instance read = create(anna, castle);
    instances().save(InstanceSamples.noted(read, "theirs"));
    AtomicInteger calls = new AtomicInteger();

    Instance updated =
        instances()
            .update(
                read,
                instance -> {
                  calls.incrementAndGet();
                  return InstanceSamples.noted(instance, "ours");
                });

    assertThat(calls).hasValue(2);
    assertThat(updated.reconcileStatus().failures()).isEqualTo(2);
    assertThat(instances().find(anna)).contains(updated);
  }

  @Test
  void anUpdateThatChangesNothingWritesNothing() {
    Instance read = create(anna, castle);

    assertThat(instances().update(read, UnaryOperator.identity()).revision()).isEqualTo(1);
    assertThat(instances().find(anna).orElseThrow().revision()).isEqualTo(1);
  }

  @Test
  void updatesAtTheSameTimeAreAllMade() {
    Instance read = create(anna, castle);

    Concurrently.run(
        4, i -> instances().update(read, instance -> InstanceSamples.noted(instance, "n" + i)));

    assertThat(instances().require(anna).reconcileStatus().failures()).isEqualTo(4);
  }

  @Test
  void ofManyWhoCreateTheSameUsersInstanceAtTheSameTimeOneSucceeds() {
    List<Instances.Created> outcomes =
        Concurrently.run(20, i -> tryCreate(anna, new Subdomain("castle-" + i)));

    assertThat(outcomes).filteredOn(Instances.Created.Done.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(new Instances.Created.Exists()::equals).hasSize(19);
    long claimed =
        IntStream.range(0, 20).filter(i -> !instances().free(new Subdomain("castle-" + i))).count();
    assertThat(claimed).isEqualTo(1);
  }

  @Test
  void ofManyUsersWhoClaimOneNameAtTheSameTimeOneGetsIt() {
    List<Instances.Created> outcomes =
        Concurrently.run(20, i -> tryCreate(new UserId("user-" + i), castle));

    assertThat(outcomes).filteredOn(Instances.Created.Done.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(new Instances.Created.SubdomainTaken()::equals).hasSize(19);
    assertThat(instances().list(Optional.empty(), 50).instances()).hasSize(1);
  }
}
