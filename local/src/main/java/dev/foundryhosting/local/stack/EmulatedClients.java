package dev.foundryhosting.local.stack;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * SDK clients that can reach nothing but the emulator: their endpoint, their made-up credentials
 * and their empty profile are fixed.
 */
public final class EmulatedClients {
  /** The region in which the emulated stack stands. */
  public static final String REGION = "eu-central-1";

  /** The account that the emulator is. */
  public static final String ACCOUNT = "123456789012";

  private static final AwsCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

  private final URI endpoint;
  private final SdkHttpClient http = UrlConnectionHttpClient.create();
  private final ClientOverrideConfiguration configuration =
      ClientOverrideConfiguration.builder()
          .defaultProfileFile(ProfileFile.aggregator().build())
          .build();

  public EmulatedClients(URI endpoint) {
    this.endpoint = endpoint;
  }

  public DynamoDbClient dynamoDb() {
    return build(DynamoDbClient.builder());
  }

  public EcsClient ecs() {
    return build(EcsClient.builder());
  }

  public EfsClient efs() {
    return build(EfsClient.builder());
  }

  public ElasticLoadBalancingV2Client loadBalancing() {
    return build(ElasticLoadBalancingV2Client.builder());
  }

  public EventBridgeClient eventBridge() {
    return build(EventBridgeClient.builder());
  }

  public IamClient iam() {
    return build(IamClient.builder());
  }

  public Route53Client route53() {
    return build(Route53Client.builder());
  }

  public S3Client s3() {
    return build(S3Client.builder().forcePathStyle(true));
  }

  public SecretsManagerClient secretsManager() {
    return build(SecretsManagerClient.builder());
  }

  public SqsClient sqs() {
    return build(SqsClient.builder());
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.of(REGION))
        .credentialsProvider(CREDENTIALS)
        .httpClient(http)
        .overrideConfiguration(configuration)
        .build();
  }
}
