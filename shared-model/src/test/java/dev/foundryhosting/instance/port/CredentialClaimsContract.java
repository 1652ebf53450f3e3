/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.InstanceSamples;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.instance.port.Instances.Created;
import dev.foundryhosting.instance.reconcile.Concurrently;
import dev.foundryhosting.license.CredentialClaim;
import dev.foundryhosting.license.CredentialClaim.Kind;
import dev.foundryhosting.license.Credentials;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of licences must do so that one credential is registered once. */
public abstract class CredentialClaimsContract extends StoreContract {
  private static final CredentialClaim KEY = new CredentialClaim(Kind.KEY, "a".repeat(64));
  private static final CredentialClaim OTHER_KEY = new CredentialClaim(Kind.KEY, "b".repeat(64));
  private static final CredentialClaim ACCOUNT = new CredentialClaim(Kind.ACCOUNT, "a".repeat(64));
  private static final Credentials STORED = new Credentials(false, true, Optional.of("arn:secret"));

  protected CredentialClaimsContract(StoreUnderTest store) {
    super(store);
  }

  @Test
  void aCredentialIsClaimedWithTheLicence() {
    register(anna, KEY, ACCOUNT);

    assertThat(license(anna).claims().held()).containsExactlyInAnyOrder(KEY, ACCOUNT);
    assertThat(license(anna).claims())
        .isEqualTo(InstanceSamples.license(anna).claiming(Set.of(KEY, ACCOUNT)).claims());
  }

  @Test
  void whatAnotherUserClaimsIsRefusedAndNothingIsWritten() {
    register(anna, KEY, ACCOUNT);

    assertThat(tryRegister(ben, OTHER_KEY, KEY))
        .isEqualTo(new Created.CredentialsTaken(Map.of(KEY, anna)));
    assertThat(tryRegister(ben, KEY, ACCOUNT))
        .isEqualTo(new Created.CredentialsTaken(Map.of(KEY, anna, ACCOUNT, anna)));
    assertThat(instances().find(ben)).isEmpty();
    assertThat(instances().free(Subdomain.of("of-" + ben))).isTrue();
    assertThat(licenses().find(LicenseId.ofOwner(ben))).isEmpty();
    register(new UserId("carol"), OTHER_KEY);
  }

  @Test
  void aKeyAndAnAccountWithTheSameDigestAreTwo() {
    register(anna, KEY);
    register(ben, ACCOUNT);
  }

  @Test
  void anInstanceOrANameThatExistsIsNamedFirst() {
    register(anna, KEY);
    create(ben, castle);

    assertThat(tryRegister(ben, KEY)).isEqualTo(new Created.Exists());
    assertThat(
            instances()
                .create(
                    InstanceSamples.requested(new UserId("carol"), castle),
                    Optional.of(claiming(new UserId("carol"), KEY))))
        .isEqualTo(new Created.SubdomainTaken());
  }

  @Test
  void claimsAreNoLicences() {
    register(anna, KEY, ACCOUNT);

    assertThat(licenses().all()).containsExactly(license(anna));
    assertThat(licenses().pool()).isEmpty();
  }

  @Test
  void withTheLicenceItsClaimsGo() {
    register(anna, KEY, ACCOUNT);

    assertThat(licenses().remove(license(anna))).isTrue();

    register(ben, KEY, ACCOUNT);
  }

  @Test
  void aRemovalThatWasOvertakenFreesNothing() {
    register(anna, KEY);
    License read = license(anna);
    assertThat(licenses().save(read.in(SharingState.SHARED))).isPresent();

    assertThat(licenses().remove(read)).isFalse();

    assertThat(tryRegister(ben, KEY)).isEqualTo(new Created.CredentialsTaken(Map.of(KEY, anna)));
  }

  @Test
  void aRemovalThatIsRepeatedTakesNothingFromTheNextUser() {
    register(anna, KEY);
    License read = license(anna);
    assertThat(licenses().remove(read)).isTrue();
    register(ben, KEY);

    assertThat(licenses().remove(read)).isTrue();

    assertThat(tryRegister(new UserId("carol"), KEY))
        .isEqualTo(new Created.CredentialsTaken(Map.of(KEY, ben)));
  }

  @Test
  void aUserClaimsTheSameCredentialsAgain() {
    register(anna, KEY);
    finalizeDeletion(
        InstanceSamples.destroying(instances().require(anna), true, false), InstanceSamples.NOW);

    Created again =
        instances()
            .create(
                InstanceSamples.requested(anna, Subdomain.of("of-" + anna)),
                Optional.of(license(anna).claiming(Set.of(OTHER_KEY))));

    assertThat(again).isInstanceOf(Created.Done.class);
    assertThat(license(anna).claims().held()).containsExactlyInAnyOrder(KEY, OTHER_KEY);
    assertThat(license(anna).claims().current()).containsExactly(OTHER_KEY);
    assertThat(tryRegister(ben, KEY, OTHER_KEY))
        .isEqualTo(new Created.CredentialsTaken(Map.of(KEY, anna, OTHER_KEY, anna)));
  }

  @Test
  void whatALicenceHoldsNoMoreIsFree() {
    register(anna, KEY);
    assertThat(licenses().update(LicenseId.ofOwner(anna), license -> license.with(STORED)))
        .isPresent();
    Licenses.Claimed claimed = licenses().saveClaiming(license(anna).claiming(Set.of(OTHER_KEY)));
    assertThat(claimed).isEqualTo(new Licenses.Claimed.Done(license(anna)));

    assertThat(licenses().update(LicenseId.ofOwner(anna), license -> license.with(STORED)))
        .isPresent();

    assertThat(license(anna).claims().held()).containsExactly(OTHER_KEY);
    assertThat(tryRegister(ben, OTHER_KEY))
        .isEqualTo(new Created.CredentialsTaken(Map.of(OTHER_KEY, anna)));
    register(ben, KEY);
  }

  @Test
  void aChangeThatWasOvertakenFreesNothing() {
    register(anna, KEY);
    License read = license(anna);
    assertThat(licenses().save(read.in(SharingState.SHARED))).isPresent();

    assertThat(licenses().saveFreeing(read.with(STORED), Set.of(KEY))).isEmpty();

    assertThat(tryRegister(ben, KEY)).isEqualTo(new Created.CredentialsTaken(Map.of(KEY, anna)));
  }

  @Test
  void whatAnotherUserClaimsStaysTheirs() {
    register(anna, KEY);
    register(ben, OTHER_KEY);

    assertThat(licenses().saveFreeing(license(ben).in(SharingState.SHARED), Set.of(KEY)))
        .contains(license(ben));

    assertThat(license(ben).sharing()).isEqualTo(SharingState.SHARED);
    assertThat(tryRegister(new UserId("carol"), KEY))
        .isEqualTo(new Created.CredentialsTaken(Map.of(KEY, anna)));
  }

  @Test
  void aLicenceThatExistsClaimsWhatIsFree() {
    create(anna, castle);
    register(ben, OTHER_KEY);
    License read = license(anna);

    assertThat(licenses().saveClaiming(read.claiming(Set.of(KEY, OTHER_KEY))))
        .isEqualTo(new Licenses.Claimed.Taken(Map.of(OTHER_KEY, ben)));
    assertThat(license(anna)).isEqualTo(read);
    assertThat(licenses().saveClaiming(read.claiming(Set.of(KEY))))
        .isEqualTo(new Licenses.Claimed.Done(license(anna)));
    assertThat(licenses().saveClaiming(read.claiming(Set.of(ACCOUNT))))
        .isEqualTo(new Licenses.Claimed.Overtaken());
    assertThat(license(anna).claims().held()).containsExactly(KEY);
    register(new UserId("carol"), ACCOUNT);
  }

  @Test
  void ofManyUsersWhoRegisterOneKeyAtTheSameTimeOneGetsIt() {
    List<Created> results = Concurrently.run(20, i -> tryRegister(new UserId("user-" + i), KEY));

    assertThat(results).filteredOn(Created.Done.class::isInstance).hasSize(1);
    assertThat(results).filteredOn(Created.CredentialsTaken.class::isInstance).hasSize(19);
    assertThat(licenses().all()).hasSize(1);
  }

  private void register(UserId user, CredentialClaim... claims) {
    assertThat(tryRegister(user, claims)).isInstanceOf(Created.Done.class);
  }

  private Created tryRegister(UserId user, CredentialClaim... claims) {
    return instances()
        .create(
            InstanceSamples.requested(user, Subdomain.of("of-" + user)),
            Optional.of(claiming(user, claims)));
  }

  private static License claiming(UserId user, CredentialClaim... claims) {
    return InstanceSamples.license(user).claiming(Set.of(claims));
  }
}
