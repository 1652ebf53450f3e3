/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import dev.foundryhosting.usage.port.KofiSecret;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * Ko-fi's token in AWS Secrets Manager, read again after a minute, so that a new one counts soon. A
 * malformed secret is no token, so that every message is refused.
 */
@Singleton
public final class SecretsManagerKofiSecret implements KofiSecret {
  private static final Logger LOG = Logger.getLogger(SecretsManagerKofiSecret.class);
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final SecretsManagerClient secrets;
  private final String arn;
  private final Clock clock;
  private volatile Optional<Known> known = Optional.empty();

  private record Known(Optional<String> token, Instant until) {}

  public SecretsManagerKofiSecret(
      SecretsManagerClient secrets, Environment environment, Clock clock) {
    this.secrets = secrets;
    this.arn = environment.get(Variable.KOFI_SECRET_ARN);
    this.clock = clock;
  }

  @Override
  public Optional<String> verificationToken() {
    Instant now = clock.instant();
    Known current =
        known
            .filter(each -> now.isBefore(each.until()))
            .orElseGet(() -> new Known(read(), now.plus(FRESH)));
    known = Optional.of(current);
    return current.token();
  }

  private Optional<String> read() {
    return AwsCall.of(
        "read Ko-fi's token",
        () -> {
          try {
            GetSecretValueResponse found = secrets.getSecretValue(g -> g.secretId(arn));
            return Optional.ofNullable(found.secretString())
                .flatMap(SecretsManagerKofiSecret::token);
          } catch (ResourceNotFoundException e) {
            LOG.warn("Ko-fi's secret has no value; every message is refused.");
            return Optional.empty();
          }
        });
  }

  private static Optional<String> token(String json) {
    try {
      JsonNode secret = Json.parse("secret", json.getBytes(StandardCharsets.UTF_8));
      return Optional.ofNullable(secret.path("verificationToken").textValue())
          .filter(token -> !token.isBlank());
    } catch (PlatformException e) {
      LOG.warn("Ko-fi's secret is no JSON object; every message is refused.");
      return Optional.empty();
    }
  }
}
