/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.license.LicenseDigest;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * HMAC-SHA256 under the {@code licenseClaimKey} of the platform's secret. That key never changes,
 * since claims are found by it, so a process reads it once.
 */
@Singleton
public final class SecretsManagerLicenseDigest implements LicenseDigest {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String FIELD = "licenseClaimKey";

  /** As many characters as the digest has bytes: fewer would be easier to guess. */
  private static final int SHORTEST = 32;

  private final SecretsManagerClient secrets;
  private final String arn;
  private volatile Optional<SecretKeySpec> known = Optional.empty();

  public SecretsManagerLicenseDigest(SecretsManagerClient secrets, Environment environment) {
    this.secrets = secrets;
    this.arn = environment.get(Variable.PORTAL_SECRET_ARN);
  }

  @Override
  public String of(String credential) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key());
      return HexFormat.of().formatHex(mac.doFinal(credential.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  private SecretKeySpec key() {
    SecretKeySpec key = known.orElseGet(this::read);
    known = Optional.of(key);
    return key;
  }

  private SecretKeySpec read() {
    String json =
        AwsCall.of(
            "read the key of the licence claims",
            () -> secrets.getSecretValue(g -> g.secretId(arn)).secretString());
    return Optional.ofNullable(json)
        .flatMap(SecretsManagerLicenseDigest::claimKey)
        .filter(key -> key.length() >= SHORTEST)
        .map(key -> new SecretKeySpec(key.getBytes(UTF_8), ALGORITHM))
        .orElseThrow(
            () ->
                PlatformException.dependency(
                    "The platform's secret has no %s of %d characters or more."
                        .formatted(FIELD, SHORTEST),
                    false));
  }

  /** No message repeats the content. */
  private static Optional<String> claimKey(String json) {
    try {
      return Optional.ofNullable(
          Json.parse("secret", json.getBytes(UTF_8)).path(FIELD).textValue());
    } catch (PlatformException e) {
      return Optional.empty();
    }
  }
}
