/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.aws.EmulatedAws;
import dev.foundryhosting.aws.EmulatorProcess;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.TestClock;
import dev.foundryhosting.usage.port.KofiSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

class SecretsManagerKofiSecretTest {
  private final EmulatorProcess emulator = EmulatorProcess.shared();
  private final SecretsManagerClient secrets =
      new AwsClients(EmulatedAws.environment(emulator, Map.of())).secretsManager();
  private final TestClock clock = new TestClock(Instant.parse("2026-11-22T19:00:00Z"));
  private String arn;

  @BeforeEach
  void aSecretWithAToken() {
    emulator.reset();
    arn =
        secrets
            .createSecret(c -> c.name("kofi").secretString("{\"verificationToken\": \"one\"}"))
            .arn();
  }

  @Test
  void theTokenIsReadOnceAMinute() {
    KofiSecret secret = secret();

    assertThat(secret.verificationToken()).contains("one");
    put("{\"verificationToken\": \"two\"}");
    assertThat(secret.verificationToken()).contains("one");
    clock.advance(Duration.ofMinutes(1));
    assertThat(secret.verificationToken()).contains("two");
    assertThat(emulator.requests())
        .filteredOn(call -> call.operation().equals("GetSecretValue"))
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"verificationToken\": \"\"}",
        "{\"verificationToken\": \" \"}",
        "{\"verificationToken\": null}",
        "{\"verificationToken\": 17}",
        "one",
        "[]"
      })
  void aSecretWithoutATokenHasNone(String content) {
    put(content);

    assertThat(secret().verificationToken()).isEmpty();
  }

  @Test
  void aSecretThatIsNotThereIsNone() {
    secrets.deleteSecret(d -> d.secretId(arn).forceDeleteWithoutRecovery(true));

    assertThat(secret().verificationToken()).isEmpty();
  }

  @Test
  void aSecretThatCannotBeReadIsAFailure() {
    emulator.fail("secretsmanager", "GetSecretValue", "error", -1);

    assertThatThrownBy(() -> secret().verificationToken())
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_FAILED);
              assertThat(e.retryable()).isTrue();
            });
  }

  private KofiSecret secret() {
    return new SecretsManagerKofiSecret(
        secrets, EmulatedAws.environment(emulator, Map.of("KOFI_SECRET_ARN", arn)), clock);
  }

  private void put(String content) {
    secrets.putSecretValue(p -> p.secretId(arn).secretString(content));
  }
}
