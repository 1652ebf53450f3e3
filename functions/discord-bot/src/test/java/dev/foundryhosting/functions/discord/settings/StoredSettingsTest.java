/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.PlatformException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredSettingsTest {
  @ParameterizedTest
  @ValueSource(strings = {"[\"5\", \"6\"]", "\"5, 6\"", "\"5,6,\""})
  void rolesAreAListOrStandInOneText(String roles) {
    assertThat(
            StoredSettings.parse(
                    "{\"token\": \"t\", \"clientId\": \"9\", \"adminRoles\": " + roles + "}")
                .adminRoles())
        .containsExactlyInAnyOrder("5", "6");
  }

  @Test
  void aSettingThatIsNotConfiguredIsAbsentAndNothingIsPrinted() {
    DiscordSettings settings =
        StoredSettings.parse("{\"token\": \"secret\", \"clientId\": \"9\", \"guildId\": \"\"}");

    assertThat(settings.publicKey()).isEmpty();
    assertThat(settings.guildId()).isEmpty();
    assertThat(settings.adminRoles()).isEmpty();
    assertThat(settings.toString()).doesNotContain("secret");
  }

  @Test
  void aSecretThatIsNoJsonIsNotQuoted() {
    assertThatThrownBy(() -> StoredSettings.parse("token=secret"))
        .isInstanceOf(PlatformException.class)
        .hasMessageNotContaining("secret=")
        .hasMessageNotContaining("token=");
  }
}
