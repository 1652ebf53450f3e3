/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.aws.EmulatedAws;
import dev.foundryhosting.aws.EmulatorProcess;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.license.LicenseDigest;
import dev.foundryhosting.license.LicenseDigestContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

class SecretsManagerLicenseDigestTest {
  private static final String CLAIM_KEY = "0123456789abcdef0123456789abcdef";

  private final EmulatorProcess emulator = EmulatorProcess.shared();
  private final SecretsManagerClient secrets =
      new AwsClients(EmulatedAws.environment(emulator, Map.of())).secretsManager();
  private String arn;

  @BeforeEach
  void aSecretWithAKey() {
    emulator.reset();
    arn =
        secrets
            .createSecret(
                c ->
                    c.name("portal")
                        .secretString(
                            "{\"linkKey\": \"x\", \"licenseClaimKey\": \"%s\"}"
                                .formatted(CLAIM_KEY)))
            .arn();
  }

  @Nested
  class Digests extends LicenseDigestContract {
    Digests() {
      super(credential -> digest().of(credential));
    }
  }

  /** As {@code openssl dgst -sha256 -hmac} makes it. */
  @Test
  void itIsTheHmacUnderTheSecretsKey() {
    assertThat(digest().of("AAAABBBBCCCCDDDDEEEEFFFF"))
        .isEqualTo("e897016a2278172bcdb75f5b7c8a1857333eb7fdc503131074d4564641d0dffb");
  }

  @Test
  void theKeyIsReadOnce() {
    LicenseDigest digest = digest();
    assertThat(digest.of("a")).isNotEqualTo(digest.of("b"));

    assertThat(emulator.requests())
        .filteredOn(call -> call.operation().equals("GetSecretValue"))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"licenseClaimKey\": \"\"}",
        "{\"licenseClaimKey\": \"too short by one character 1234\"}",
        "{\"licenseClaimKey\": null}",
        "{\"licenseClaimKey\": 17}",
        "not a JSON object",
        "[]"
      })
  void aSecretWithoutAKeyIsAFailureThatDoesNotRepeatIt(String content) {
    secrets.putSecretValue(p -> p.secretId(arn).secretString(content));

    assertThatThrownBy(() -> digest().of("a"))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_FAILED);
              assertThat(e.retryable()).isFalse();
            })
        .hasMessageNotContainingAny("too short", "not a JSON");
  }

  @Test
  void aSecretThatCannotBeReadIsAFailureAndIsReadAgain() {
    LicenseDigest digest = digest();
    emulator.fail("secretsmanager", "GetSecretValue", "error", -1);
    assertThatThrownBy(() -> digest.of("a"))
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.retryable()).isTrue());

    emulator.put("/_emulator/faults", List.of());

    assertThat(digest.of("a")).hasSize(64);
  }

  @Test
  void nothingShowsTheKey() {
    LicenseDigest digest = digest();
    String unused = digest.of("a");

    assertThat(digest.toString()).doesNotContain(CLAIM_KEY);
  }

  private LicenseDigest digest() {
    return new SecretsManagerLicenseDigest(
        secrets, EmulatedAws.environment(emulator, Map.of("PORTAL_SECRET_ARN", arn)));
  }
}
