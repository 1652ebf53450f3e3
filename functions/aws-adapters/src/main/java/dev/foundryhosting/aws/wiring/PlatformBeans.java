/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.wiring;

import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.instance.port.RandomSource;
import dev.foundryhosting.lambda.MetricLog;
import dev.foundryhosting.lambda.RequestLog;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * What the adapters share. Only the clients of services that every function has are beans: a bean
 * of another would bring its service's SDK into the small functions, and Quarkus's S3 extension
 * makes an S3 client of its own wherever one is injected. Adapters of the others take {@link
 * AwsClients}.
 */
class PlatformBeans {
  @Produces
  @Singleton
  DynamoDbClient dynamoDb(AwsClients clients) {
    return clients.dynamoDb();
  }

  @Produces
  @Singleton
  SecretsManagerClient secretsManager(AwsClients clients) {
    return clients.secretsManager();
  }

  @Produces
  @Singleton
  EventBridgeClient eventBridge(AwsClients clients) {
    return clients.eventBridge();
  }

  @Produces
  @DefaultBean
  @Singleton
  RequestLog requestLog(Clock clock) {
    return new RequestLog(System.out::println, clock);
  }

  @Produces
  @DefaultBean
  @Singleton
  MetricLog metricLog(Clock clock) {
    return new MetricLog(System.out::println, clock);
  }

  /** Writes into the log, with the id of the request. */
  @Produces
  @Singleton
  ProblemLog problemLog(MetricLog metrics) {
    Logger log = Logger.getLogger(ProblemLog.class);
    return (sentence, cause) -> {
      log.warn(sentence, cause);
      metrics.problem(cause);
    };
  }

  /** Seeded at run time: a seed from the build would give all functions the same keys. */
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
