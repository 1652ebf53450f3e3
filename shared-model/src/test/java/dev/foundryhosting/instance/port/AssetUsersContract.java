/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.platform.UserId;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link AssetUsers} does. */
public abstract class AssetUsersContract {
  protected static final UserId USER = new UserId("184405311681986560");
  protected static final String NAME = "foundry-u184405311681986560-0a1b2c3d";
  protected static final AssetUsers.Spec SPEC = new AssetUsers.Spec(NAME, USER, NAME);

  protected abstract AssetUsers users();

  /** The names of all IAM users that stand. */
  protected abstract Set<String> existing();

  /** The ids of the keys that a user has. */
  protected abstract Set<String> keyIds(String name);

  /** Makes a key inactive, as an operator may. */
  protected abstract void letBecomeInactive(String name, String keyId);

  @Test
  void aUserStandsOnceItWasEnsuredHoweverOften() {
    users().ensure(SPEC);
    users().ensure(SPEC);

    assertThat(existing()).containsExactly(NAME);
    assertThat(keyIds(NAME)).isEmpty();
  }

  @Test
  void aUserOfSomebodyElseIsNotTakenOver() {
    users().ensure(new AssetUsers.Spec(NAME, new UserId("mallory"), NAME));

    assertThatThrownBy(() -> users().ensure(SPEC))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_FAILED));
  }

  @Test
  void aNewKeyReplacesAllOthers() {
    users().ensure(SPEC);
    AssetUsers.AccessKey first = users().replaceKey(NAME);
    AssetUsers.AccessKey second = users().replaceKey(NAME);

    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(second.secret()).isNotEqualTo(first.secret());
    assertThat(keyIds(NAME)).containsExactly(second.id());
  }

  @Test
  void aKeyIsKeptThatIamKnowsAndAccepts() {
    assertThat(users().keepKey("foundry-unobody-0a1b2c3d", "AKIA0")).isFalse();
    users().ensure(SPEC);
    assertThat(users().keepKey(NAME, "AKIA0")).isFalse();
    AssetUsers.AccessKey first = users().replaceKey(NAME);
    AssetUsers.AccessKey second = users().replaceKey(NAME);
    assertThat(users().keepKey(NAME, second.id())).isTrue();

    letBecomeInactive(NAME, second.id());
    assertThat(users().keepKey(NAME, second.id())).isFalse();
    assertThat(keyIds(NAME)).containsExactly(second.id());

    assertThat(users().keepKey(NAME, first.id())).isFalse();
    assertThat(keyIds(NAME)).isEmpty();
  }

  @Test
  void aKeyDoesNotShowItsSecret() {
    users().ensure(SPEC);
    AssetUsers.AccessKey key = users().replaceKey(NAME);

    assertThat(key.toString()).contains(key.id()).doesNotContain(key.secret());
  }

  @Test
  void thereIsNoKeyWithoutAUserAndAskingAgainLaterIsRight() {
    assertThatThrownBy(() -> users().replaceKey("foundry-unobody-0a1b2c3d"))
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.retryable()).isTrue());
  }

  @Test
  void aUserIsRemovedWithAllItHas() {
    users().ensure(SPEC);
    users().replaceKey(NAME);
    users().remove(NAME);

    assertThat(existing()).isEmpty();
  }

  @Test
  void removingTwiceOrWhereThereIsNoneIsFine() {
    users().remove("foundry-unobody-0a1b2c3d");
    users().ensure(SPEC);
    users().remove(NAME);
    users().remove(NAME);

    assertThat(existing()).isEmpty();
  }

  @Test
  void aNameThatIsTooLongIsADefectOfTheCaller() {
    AssetUsers.Spec wrong = new AssetUsers.Spec("x".repeat(65), USER, NAME);

    assertThatThrownBy(() -> users().ensure(wrong)).isInstanceOf(IllegalArgumentException.class);
  }
}
