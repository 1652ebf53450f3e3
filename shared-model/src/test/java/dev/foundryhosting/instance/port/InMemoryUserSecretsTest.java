/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.UserSecret;
import dev.foundryhosting.platform.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InMemoryUserSecretsTest extends UserSecretsContract {
  private Instant now = Instant.parse("2026-11-07T18:30:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final InMemoryUserSecrets secrets = new InMemoryUserSecrets(clock);

  @Override
  protected UserSecrets secrets() {
    return secrets;
  }

  @Test
  void aSecretCannotBeRecoveredAfterSevenDays() {
    UserId anna = new UserId("anna");
    secrets.create(anna, new UserSecret(Map.of()));
    secrets.remove(anna, true);

    now = now.plus(Duration.ofDays(7)).minusMillis(1);
    assertThat(secrets.scheduledForDeletion(anna)).isTrue();
    now = now.plusMillis(1);
    assertThat(secrets.scheduledForDeletion(anna)).isFalse();
    assertThat(secrets.recover(anna)).isEmpty();
  }
}
