/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.UserSecret;
import dev.foundryhosting.instance.UserSecret.Field;
import dev.foundryhosting.platform.UserId;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store of the users' secrets must do. */
public abstract class UserSecretsContract {
  private final UserId anna = new UserId("Anna_01");
  private final UserId ben = new UserId("ben-02");
  private final UserSecret adminKey = new UserSecret(Map.of(Field.ADMIN_KEY, "hunter2"));

  /** The store under test, empty at the beginning of each test. */
  protected abstract UserSecrets secrets();

  @Test
  void aUserWithoutASecretHasNone() {
    assertThat(secrets().find(anna)).isEmpty();
    assertThat(secrets().recover(anna)).isEmpty();
    secrets().remove(anna, true);
    secrets().remove(anna, false);
    assertThat(secrets().find(anna)).isEmpty();
  }

  @Test
  void everyFieldOfASecretSurvives() {
    Map<Field, String> fields = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      fields.put(field, "\"" + field + "\" \\ {ß} 🎲 \n");
    }
    UserSecret full = new UserSecret(fields);

    String arn = secrets().create(anna, full);

    assertThat(secrets().find(anna)).contains(new UserSecrets.Stored(arn, full));
    assertThat(secrets().recover(anna)).contains(new UserSecrets.Stored(arn, full));
    assertThat(secrets().find(ben)).isEmpty();
  }

  @Test
  void aSecretIsMadeOnceAndReplacedAfterwards() {
    String arn = secrets().create(anna, adminKey);
    UserSecret other = adminKey.with(Field.LICENSE_KEY, "AAAABBBBCCCCDDDDEEEEFFFF");

    assertThatThrownBy(() -> secrets().create(anna, other))
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
    assertThat(secrets().find(anna)).contains(new UserSecrets.Stored(arn, adminKey));

    secrets().replace(arn, other);
    assertThat(secrets().find(anna)).contains(new UserSecrets.Stored(arn, other));
  }

  @Test
  void aSecretThatIsNotThereCannotBeReplaced() {
    String arn = secrets().create(anna, adminKey);
    secrets().remove(anna, false);

    assertFails(() -> secrets().replace(arn, adminKey));
    assertThat(secrets().find(anna)).isEmpty();
  }

  @Test
  void aRemovedSecretIsUselessUntilItIsRecovered() {
    String arn = secrets().create(anna, adminKey);

    secrets().remove(anna, true);

    assertThat(secrets().find(anna)).isEmpty();
    assertFails(() -> secrets().replace(arn, adminKey));
    assertThatThrownBy(() -> secrets().create(anna, adminKey))
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
    assertThat(secrets().recover(anna)).contains(new UserSecrets.Stored(arn, adminKey));
    assertThat(secrets().find(anna)).isPresent();
    secrets().replace(arn, adminKey.with(Field.LICENSE_KEY, "AAAABBBBCCCCDDDDEEEEFFFF"));
  }

  @Test
  void removingCanBeRepeated() {
    secrets().create(anna, adminKey);
    secrets().remove(anna, true);
    secrets().remove(anna, true);

    assertThat(secrets().find(anna)).isEmpty();
    assertThat(secrets().recover(anna)).isPresent();
  }

  @Test
  void aSecretThatIsRemovedForGoodIsGone() {
    secrets().create(anna, adminKey);

    secrets().remove(anna, false);

    assertThat(secrets().find(anna)).isEmpty();
    assertThat(secrets().recover(anna)).isEmpty();
    secrets().create(anna, adminKey);
  }

  @Test
  void aSecretThatIsScheduledForDeletionCanStillBeRemovedForGood() {
    secrets().create(anna, adminKey);
    secrets().remove(anna, true);

    secrets().remove(anna, false);

    assertThat(secrets().recover(anna)).isEmpty();
    secrets().create(anna, adminKey);
  }

  @Test
  void noFailureTellsASecret() {
    secrets().create(anna, adminKey);

    assertThatThrownBy(() -> secrets().create(anna, adminKey))
        .satisfies(e -> assertThat(e.toString()).doesNotContain("hunter2"));
    assertThat(secrets().find(anna).orElseThrow().toString()).doesNotContain("hunter2");
  }

  private static void assertFails(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_FAILED));
  }
}
