package dev.foundryhosting.aws.wiring;

import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.instance.port.RandomSource;
import dev.foundryhosting.platform.Environment;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import org.jboss.logging.Logger;

/**
 * What every adapter stands on. The SDK's clients themselves are no beans: the Quarkus extension
 * that makes the S3 client compile natively would take them for its own.
 */
class PlatformBeans {
  @Produces
  @Singleton
  AwsClients clients(Environment environment) {
    return new AwsClients(environment);
  }

  /** Into the log, with the request that was under way. */
  @Produces
  @Singleton
  ProblemLog journal() {
    Logger log = Logger.getLogger(ProblemLog.class);
    return (sentence, cause) -> log.warn(sentence, cause);
  }

  /** Seeded where it runs: one made at build time would give all functions the same keys. */
  @Produces
  @Singleton
  RandomSource random() {
    SecureRandom random = new SecureRandom();
    return count -> {
      byte[] bytes = new byte[count];
      random.nextBytes(bytes);
      return bytes;
    };
  }
}
