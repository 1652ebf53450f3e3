/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.foundryhosting.license.CredentialClaim.Kind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CredentialClaimsTest {
  private static final CredentialClaim OLD = new CredentialClaim(Kind.KEY, "a".repeat(64));
  private static final CredentialClaim NEW = new CredentialClaim(Kind.KEY, "b".repeat(64));
  private static final CredentialClaim ACCOUNT = new CredentialClaim(Kind.ACCOUNT, "c".repeat(64));

  private final CredentialClaims none = CredentialClaims.none();

  @Test
  void whatIsGivenIsHeldFromTheBeginning() {
    CredentialClaims given = none.plus(List.of(OLD, ACCOUNT));

    assertThat(given).isEqualTo(new CredentialClaims(given.held(), given.held(), false));
    assertThat(given.held()).containsExactlyInAnyOrder(OLD, ACCOUNT);
    assertThat(given.whenUnused()).isEqualTo(given);
  }

  @Test
  void whatWasGivenBeforeIsHeldUntilTheSecretHoldsTheOthersAndNoRunGoesOn() {
    CredentialClaims before = none.plus(Set.of(OLD)).whenStored().whenUnused();
    CredentialClaims changed = before.plus(Set.of(NEW));

    assertThat(changed.held()).containsExactlyInAnyOrder(OLD, NEW);
    assertThat(changed.whenUnused()).isEqualTo(changed);
    assertThat(changed.whenStored().held()).containsExactlyInAnyOrder(OLD, NEW);
    CredentialClaims after = changed.whenStored().whenUnused();
    assertThat(after).isEqualTo(new CredentialClaims(Set.of(NEW), Set.of(NEW), true));
    assertThat(changed.freedBy(after)).containsExactly(OLD);
    assertThat(after.freedBy(changed)).isEmpty();
  }

  @Test
  void whatIsGivenAgainChangesNothing() {
    CredentialClaims stored = none.plus(Set.of(OLD)).whenStored().whenUnused();

    assertThat(stored.plus(Set.of(OLD))).isEqualTo(stored);
  }

  @Test
  void whatWasGivenBeforeTheLastIsHeldUntilTheLastIsStored() {
    CredentialClaims unsure = none.plus(Set.of(OLD)).whenStored().whenUnused().plus(Set.of(NEW));

    CredentialClaims back = unsure.plus(Set.of(OLD));

    assertThat(back.held()).containsExactlyInAnyOrder(OLD, NEW);
    assertThat(back.stored()).isFalse();
    assertThat(back.whenStored().whenUnused().held()).containsExactly(OLD);
  }

  @Test
  void aLicenceThatIsOlderThanClaimsStaysWithout() {
    assertThat(none.whenStored().whenUnused()).isEqualTo(none);
  }

  @Test
  void everyClaimHasOneText() {
    assertThat(OLD.value()).isEqualTo("key#" + "a".repeat(64));
    assertThat(ACCOUNT.value()).isEqualTo("account#" + "c".repeat(64));
    for (CredentialClaim claim : List.of(OLD, ACCOUNT)) {
      assertThat(CredentialClaim.parse(claim.value())).isEqualTo(claim);
    }
    assertThat(List.of(ACCOUNT, NEW, OLD).stream().sorted()).containsExactly(OLD, NEW, ACCOUNT);
  }

  @Test
  void whatIsNoClaimIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CredentialClaim(Kind.KEY, "AAAA-BBBB"));
    assertThatIllegalArgumentException().isThrownBy(() -> CredentialClaim.parse("a".repeat(64)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CredentialClaims(Set.of(OLD), Set.of(NEW), false));
  }
}
