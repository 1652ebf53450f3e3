package dev.foundryhosting.aws.wiring;

import dev.foundryhosting.aws.secrets.SecretsManagerKofiSecret;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.usage.KofiSecret;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What the webhook alone needs. */
class KofiBeans {
  @Produces
  @Singleton
  KofiSecret kofiSecret(AwsClients clients, Environment environment, Clock clock) {
    return new SecretsManagerKofiSecret(clients.secretsManager(), environment, clock);
  }
}
