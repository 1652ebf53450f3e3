/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.UserSecret.Field;
import dev.foundryhosting.instance.port.AssetUsers;
import dev.foundryhosting.instance.port.UserSecrets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class UserSecretTest {
  private static final UserSecret FULL =
      new UserSecret(
          Arrays.stream(Field.values())
              .collect(Collectors.toMap(Function.identity(), field -> "hush-" + field.key())));

  @Test
  void aSecretShowsTheNamesOfItsFieldsAlone() {
    assertThat(FULL.toString()).contains("ADMIN_KEY").doesNotContain("hush");
    assertThat(new UserSecrets.Stored("arn:secret", FULL).toString())
        .contains("arn:secret")
        .doesNotContain("hush");
  }

  @Test
  void anAccessKeyShowsItsIdAlone() {
    assertThat(new AssetUsers.AccessKey("AKIA1", "hush").toString())
        .contains("AKIA1")
        .doesNotContain("hush");
  }

  @Test
  void otherLicenceCredentialsTakeThePlaceOfThoseOfBefore() {
    UserSecret fresh = new UserSecret(Map.of(Field.LICENSE_KEY, "new", Field.ADMIN_KEY, "other"));

    UserSecret merged = FULL.withLicenseFieldsOf(fresh);

    assertThat(merged.fields())
        .containsOnly(
            Map.entry(Field.LICENSE_KEY, "new"),
            Map.entry(Field.ADMIN_KEY, "hush-adminKey"),
            Map.entry(Field.JOIN_CODE, "hush-joinCode"),
            Map.entry(Field.ASSETS_ACCESS_KEY_ID, "hush-assetsAccessKeyId"),
            Map.entry(Field.ASSETS_SECRET_ACCESS_KEY, "hush-assetsSecretAccessKey"));
  }

  @Test
  void aFieldIsReplacedWithoutTouchingTheOthers() {
    UserSecret changed = FULL.with(Field.ADMIN_KEY, "new");

    assertThat(changed.get(Field.ADMIN_KEY)).contains("new");
    assertThat(changed.get(Field.LICENSE_KEY)).contains("hush-licenseKey");
    assertThat(FULL.get(Field.ADMIN_KEY)).contains("hush-adminKey");
    assertThat(new UserSecret(Map.of()).get(Field.ADMIN_KEY)).isEmpty();
    assertThat(new UserSecret(Map.of()).has(Field.ADMIN_KEY)).isFalse();
  }

  @Test
  void theKeysInTheJsonAreWrittenInStone() {
    assertThat(Field.values())
        .extracting(Field::key)
        .containsExactly(
            "foundryUsername",
            "foundryPassword",
            "licenseKey",
            "adminKey",
            "joinCode",
            "assetsAccessKeyId",
            "assetsSecretAccessKey");
  }
}
