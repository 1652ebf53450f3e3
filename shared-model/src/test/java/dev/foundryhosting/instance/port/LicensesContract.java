/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import static dev.foundryhosting.instance.InstanceSamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.InstanceSamples;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.instance.reconcile.Concurrently;
import dev.foundryhosting.license.Credentials;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.UserId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of licences must do: one licence, one run. */
public abstract class LicensesContract extends StoreContract {
  private final LicenseId annas = LicenseId.ofOwner(anna);

  protected LicensesContract(StoreUnderTest store) {
    super(store);
  }

  @Test
  void allLicencesAreListedLentOrNot() {
    License lent = owner(anna, SharingState.SHARED);
    License kept = owner(ben, SharingState.PRIVATE);

    assertThat(licenses().all()).containsExactlyInAnyOrder(lent, kept);
  }

  @Test
  void everyFieldOfALicenceSurvives() {
    for (SharingState sharing : SharingState.values()) {
      UserId owner = new UserId("owner-of-" + sharing);
      License registered =
          License.registered(
              owner, new Credentials(false, true, Optional.of("arn:secret")), sharing, NOW);
      instances()
          .create(
              InstanceSamples.requested(owner, Subdomain.of("name-" + sharing)),
              Optional.of(registered));

      assertThat(licenses().find(registered.licenseId())).contains(registered.written(1));
    }
  }

  @Test
  void aRunThatClaimsALicenceHoldsIt() {
    Instance starting = starting(create(anna), "run-1");

    Instances.Claimed claimed = instances().claim(starting);

    assertThat(claimed).isEqualTo(new Instances.Claimed.Done(starting.written(2)));
    assertThat(instances().find(anna)).contains(starting.written(2));
    License license = licenses().find(annas).orElseThrow();
    assertThat(license.run()).contains(new RunClaim("run-1", anna, NOW));
    assertThat(license.revision()).isEqualTo(2);
  }

  @Test
  void aRunMayClaimWhatItHolds() {
    Instance first = claimed(starting(create(anna), "run-1"));

    assertThat(instances().claim(starting(first, "run-1")))
        .isInstanceOf(Instances.Claimed.Done.class);
    assertThat(claimOf(annas)).contains("run-1");
  }

  @Test
  void aLicenceThatAnotherRunHoldsIsInUseAndNothingIsWritten() {
    claimed(starting(create(anna), "run-1"));
    Instance bens = create(ben);

    Instances.Claimed outcome = instances().claim(on(annas, bens, "run-2"));

    assertThat(outcome).isEqualTo(new Instances.Claimed.InUse(new RunClaim("run-1", anna, NOW)));
    assertThat(instances().find(ben)).contains(bens);
    assertThat(claimOf(annas)).contains("run-1");
  }

  @Test
  void aLicenceThatItsOwnerTookBackIsGivenToNobodyElse() {
    create(anna);
    Instance bens = create(ben);

    for (SharingState state : List.of(SharingState.PRIVATE, SharingState.WITHDRAWN)) {
      lend(state);
      assertThat(instances().claim(on(annas, bens, "run-2")))
          .isEqualTo(new Instances.Claimed.TakenBack());
    }
    assertThat(instances().find(ben)).contains(bens);
    assertThat(claimOf(annas)).isEmpty();
    assertThat(claimed(starting(instances().require(anna), "run-1")).run()).isPresent();
  }

  @Test
  void aLicenceThatIsLentForWhatIsBookedIsGivenToABorrower() {
    create(anna);
    lend(SharingState.STOPPING);

    assertThat(instances().claim(on(annas, create(ben), "run-2")))
        .isInstanceOf(Instances.Claimed.Done.class);
    assertThat(claimOf(annas)).contains("run-2");
  }

  @Test
  void aClaimOnARecordThatSomebodyElseWroteSinceIsOvertaken() {
    Instance read = create(anna);
    Instance theirs = instances().save(InstanceSamples.noted(read, "theirs")).orElseThrow();

    assertThat(instances().claim(starting(read, "run-1")))
        .isEqualTo(new Instances.Claimed.Overtaken());
    assertThat(instances().find(anna)).contains(theirs);
    assertThat(claimOf(annas)).isEmpty();
  }

  @Test
  void aLicenceThatDoesNotExistCannotBeClaimed() {
    Instance read = create(anna);
    assertThat(licenses().remove(licenses().find(annas).orElseThrow())).isTrue();

    assertThat(instances().claim(starting(read, "run-1")))
        .isEqualTo(new Instances.Claimed.NoLicense());
    assertThat(instances().find(anna)).contains(read);
    assertThat(licenses().find(annas)).isEmpty();
  }

  @Test
  void onlyARunClaims() {
    Instance idle = create(anna);

    assertThatThrownBy(() -> instances().claim(idle)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ofManyRunsThatClaimOneLicenceAtTheSameTimeOneGetsIt() {
    create(anna);
    lend(SharingState.SHARED);
    List<Instance> players =
        IntStream.range(0, 20).mapToObj(i -> create(new UserId("player-" + i))).toList();

    List<Instances.Claimed> outcomes =
        Concurrently.run(20, i -> instances().claim(on(annas, players.get(i), "run-" + i)));

    assertThat(outcomes).filteredOn(Instances.Claimed.Done.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(Instances.Claimed.InUse.class::isInstance).hasSize(19);
    long running =
        players.stream().filter(p -> instances().require(p.userId()).run().isPresent()).count();
    assertThat(running).isEqualTo(1);
  }

  @Test
  void ofManyStartsOfOneInstanceAtTheSameTimeOneGetsTheLicence() {
    Instance read = create(anna);

    List<Instances.Claimed> outcomes =
        Concurrently.run(20, i -> instances().claim(starting(read, "run-" + i)));

    assertThat(outcomes).filteredOn(Instances.Claimed.Done.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(new Instances.Claimed.Overtaken()::equals).hasSize(19);
    assertThat(claimOf(annas)).isEqualTo(instances().require(anna).run().map(Run::runId));
  }

  @Test
  void onlyTheRunThatHoldsALicenceGivesItBackAndMayDoSoAgain() {
    claimed(starting(create(anna), "run-1"));

    release("run-2");
    assertThat(claimOf(annas)).contains("run-1");

    release("run-1");
    release("run-1");
    assertThat(licenses().find(annas).orElseThrow().run()).isEmpty();
    assertThat(licenses().find(annas).orElseThrow().revision()).isEqualTo(3);
  }

  @Test
  void whatWasGivenBackCanBeClaimedAnew() {
    Instance first = claimed(starting(create(anna), "run-1"));
    release("run-1");

    assertThat(instances().claim(starting(first, "run-2")))
        .isInstanceOf(Instances.Claimed.Done.class);
    release("run-1");
    assertThat(claimOf(annas)).contains("run-2");
  }

  @Test
  void theCredentialsAreRecordedAndNothingElseChanges() {
    claimed(starting(create(anna), "run-1"));
    License before = licenses().find(annas).orElseThrow();
    Credentials fresh = new Credentials(false, true, Optional.of("arn:secret"));

    License after = licenses().update(annas, license -> license.with(fresh)).orElseThrow();

    assertThat(after).isEqualTo(before.with(fresh).written(before.revision() + 1));
    assertThat(licenses().find(annas)).contains(after);
  }

  @Test
  void aLicenceThatDoesNotExistIsNotMadeByChangingIt() {
    License gone =
        License.registered(
            anna, new Credentials(true, true, Optional.empty()), SharingState.PRIVATE, NOW);

    assertThat(licenses().save(gone)).isEmpty();
    assertThat(licenses().update(annas, license -> license.in(SharingState.SHARED))).isEmpty();
    assertThat(licenses().remove(gone)).isTrue();
    assertThat(licenses().find(annas)).isEmpty();
  }

  private Instance create(UserId user) {
    return create(user, Subdomain.of("of-" + user));
  }

  private Instance claimed(Instance starting) {
    return ((Instances.Claimed.Done) instances().claim(starting)).instance();
  }

  private void lend(SharingState state) {
    assertThat(licenses().update(annas, license -> license.in(state))).isPresent();
  }

  private Optional<String> claimOf(LicenseId id) {
    return licenses().find(id).flatMap(License::run).map(RunClaim::runId);
  }

  private void release(String runId) {
    Optional<License> unused =
        licenses().update(annas, license -> license.released(runId, NOW.plusSeconds(60)));
  }

  private static Instance starting(Instance instance, String runId) {
    return InstanceSamples.starting(instance, runId);
  }

  private static Instance on(LicenseId license, Instance instance, String runId) {
    return instance.starting(Run.requested(runId, license, NOW), NOW);
  }
}
