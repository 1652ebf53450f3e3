package dev.foundryhosting.aws;

import dev.foundryhosting.instance.HealthProbe;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.Variable;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Probes of the services that hold the platform's data. Each asks for something that is not there,
 * or for nothing of anybody's, with a permission that the functions have anyway.
 */
public final class AwsProbes {
  private AwsProbes() {}

  /** Reads one item that does not exist; also the call by which a function primes its client. */
  public static HealthProbe dynamoDb(DynamoDbClient dynamo, Environment environment) {
    String table = environment.get(Variable.INSTANCE_TABLE_NAME);
    return new Probe(
        "dynamodb",
        () ->
            dynamo.getItem(
                g ->
                    g.tableName(table)
                        .key(Map.of(InstanceItem.USER_ID, ItemWriter.textValue("probe#")))));
  }

  /** Describes a secret that no user can have. */
  public static HealthProbe secretsManager(SecretsManagerClient secrets) {
    return new Probe(
        "secretsmanager",
        () -> {
          try {
            secrets.describeSecret(d -> d.secretId(ResourceNames.SECRET_PREFIX + "probe.health"));
          } catch (ResourceNotFoundException e) {
            // That is the answer of a service that works.
            return;
          }
        });
  }

  /** Asks for the wake-up queue's name; where there is none there is nothing to fail. */
  public static HealthProbe sqs(SqsClient sqs, Environment environment) {
    Optional<String> queueUrl = environment.find(Variable.WAKEUP_QUEUE_URL);
    return new Probe(
        "sqs",
        () ->
            queueUrl.ifPresent(
                url ->
                    sqs.getQueueAttributes(
                        g -> g.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))));
  }

  private record Probe(String name, Runnable call) implements HealthProbe {
    @Override
    public void check() {
      AwsCall.run("reach " + name, call);
    }
  }
}
