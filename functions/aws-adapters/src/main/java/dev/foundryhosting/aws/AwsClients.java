/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws;

import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The clients of the AWS services, each made when it is first asked for. They fix what the SDK
 * would search for at run time (region, credentials, profile files, an HTTP client): a function
 * starts faster, and never reaches a person's own account.
 *
 * <p>A throttled, broken or slow call is repeated with back-off and jitter ("standard" mode of the
 * AWS SDKs), and fails after {@link #CALL_TIMEOUT}, or when {@link CallDeadline} leaves no more
 * time.
 */
@Singleton
public final class AwsClients {
  /** How long one attempt may take. */
  static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(5);

  /** How long a call may take with all its attempts. */
  static final Duration CALL_TIMEOUT = Duration.ofSeconds(15);

  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(2);

  private final Environment environment;
  private final Region region;
  private final SdkHttpClient http;
  private final AwsCredentialsProvider credentials;
  private final List<ExecutionInterceptor> interceptors;
  private final ClientOverrideConfiguration configuration;
  private final Map<Class<?>, Object> clients = new ConcurrentHashMap<>();

  @Inject
  public AwsClients(Environment environment) {
    this(environment, List.of());
  }

  /**
   * @param interceptors see every call of every client
   */
  public AwsClients(Environment environment, List<ExecutionInterceptor> interceptors) {
    this.environment = environment;
    this.region = Region.of(environment.get(Variable.AWS_REGION));
    this.http = http(CONNECTION_TIMEOUT, ATTEMPT_TIMEOUT);
    this.interceptors = interceptors;
    this.credentials = credentials();
    this.configuration =
        ClientOverrideConfiguration.builder()
            .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
            .apiCallTimeout(CALL_TIMEOUT)
            .retryStrategy(
                AwsRetryStrategy.standardRetryStrategy().toBuilder()
                    .maxAttempts(4)
                    .backoffStrategy(
                        BackoffStrategy.exponentialDelay(
                            Duration.ofMillis(100), Duration.ofSeconds(3)))
                    .build())
            .defaultProfileFile(ProfileFile.aggregator().build())
            .executionInterceptors(limitedTo(CALL_TIMEOUT))
            .build();
  }

  public DynamoDbClient dynamoDb() {
    return shared(DynamoDbClient.class, DynamoDbClient::builder, "DYNAMODB", region);
  }

  public EcsClient ecs() {
    return shared(EcsClient.class, EcsClient::builder, "ECS", region);
  }

  public EfsClient efs() {
    return shared(EfsClient.class, EfsClient::builder, "EFS", region);
  }

  public ElasticLoadBalancingV2Client loadBalancing() {
    return shared(
        ElasticLoadBalancingV2Client.class,
        ElasticLoadBalancingV2Client::builder,
        "ELASTIC_LOAD_BALANCING_V2",
        region);
  }

  public Route53Client route53() {
    return shared(Route53Client.class, Route53Client::builder, "ROUTE_53", globalRegion());
  }

  /** Asks by path style where the endpoint is overridden, as an emulator has no host per bucket. */
  public S3Client s3() {
    boolean byPath = environment.endpoint("S3").isPresent();
    return shared(S3Client.class, () -> S3Client.builder().forcePathStyle(byPath), "S3", region);
  }

  /**
   * For objects whose parts come from elsewhere: nothing here computes a checksum of them, so none
   * is promised when the upload begins.
   */
  public S3Client s3WithoutChecksums() {
    boolean byPath = environment.endpoint("S3").isPresent();
    return build(
        S3Client.builder()
            .forcePathStyle(byPath)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED),
        "S3",
        region,
        http,
        configuration);
  }

  /** Signs links to S3, as the calls of {@link #s3} are signed. */
  public S3Presigner s3Presigner() {
    boolean byPath = environment.endpoint("S3").isPresent();
    S3Presigner.Builder builder =
        S3Presigner.builder()
            .region(region)
            .credentialsProvider(credentials)
            .dualstackEnabled(false)
            .fipsEnabled(false)
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(byPath).build());
    environment.endpoint("S3").ifPresent(builder::endpointOverride);
    return builder.build();
  }

  public IamClient iam() {
    return shared(IamClient.class, IamClient::builder, "IAM", globalRegion());
  }

  /** For calls of which a repetition makes something more: each is made once. */
  public IamClient iamOnce() {
    return build(
        IamClient.builder(),
        "IAM",
        globalRegion(),
        http,
        configuration.toBuilder().retryStrategy(AwsRetryStrategy.doNotRetry()).build());
  }

  public SecretsManagerClient secretsManager() {
    return shared(
        SecretsManagerClient.class, SecretsManagerClient::builder, "SECRETS_MANAGER", region);
  }

  public SqsClient sqs() {
    return shared(SqsClient.class, SqsClient::builder, "SQS", region);
  }

  public EventBridgeClient eventBridge() {
    return shared(EventBridgeClient.class, EventBridgeClient::builder, "EVENTBRIDGE", region);
  }

  public LambdaClient lambda() {
    return shared(LambdaClient.class, LambdaClient::builder, "LAMBDA", region);
  }

  /**
   * For calls that wait for the answer of another function. It calls once, as a second call would
   * repeat what the function did before its answer was lost.
   *
   * @param longest how long the other function may take
   */
  public LambdaClient lambdaThatWaits(Duration longest) {
    return build(
        LambdaClient.builder(),
        "LAMBDA",
        region,
        http(CONNECTION_TIMEOUT, longest),
        configuration.toBuilder()
            .apiCallAttemptTimeout(longest)
            .apiCallTimeout(longest)
            .executionInterceptors(limitedTo(longest))
            .retryStrategy(AwsRetryStrategy.doNotRetry())
            .build());
  }

  /**
   * For calls whose caller hangs up soon.
   *
   * @param limit how long a call may take with all its attempts
   */
  public LambdaClient lambdaWithin(Duration limit) {
    // An attempt that hangs leaves time for another.
    Duration silence = limit.dividedBy(2);
    return build(
        LambdaClient.builder(),
        "LAMBDA",
        region,
        http(silence, silence),
        configuration.toBuilder()
            .apiCallAttemptTimeout(limit)
            .apiCallTimeout(limit)
            .executionInterceptors(limitedTo(limit))
            .build());
  }

  private List<ExecutionInterceptor> limitedTo(Duration callTimeout) {
    return Stream.concat(Stream.of(new DeadlineInterceptor(callTimeout)), interceptors.stream())
        .toList();
  }

  /**
   * An interrupt does not end a read from a URL connection; its own time-out does. So that is cut
   * to the deadline for each connection.
   *
   * @param silence how long a read may wait
   */
  private static SdkHttpClient http(Duration connection, Duration silence) {
    return UrlConnectionHttpClient.create(
        uri -> {
          try {
            HttpURLConnection opened = (HttpURLConnection) uri.toURL().openConnection();
            opened.setConnectTimeout(millis(CallDeadline.cut(connection)));
            opened.setReadTimeout(millis(CallDeadline.cut(silence)));
            return opened;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** At least one: a connection takes zero for no limit. */
  private static int millis(Duration timeOut) {
    return (int) Math.max(1, timeOut.toMillis());
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C shared(
      Class<C> type, Supplier<B> builder, String service, Region where) {
    return type.cast(
        clients.computeIfAbsent(
            type, unused -> build(builder.get(), service, where, http, configuration)));
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
      B builder,
      String service,
      Region where,
      SdkHttpClient over,
      ClientOverrideConfiguration how) {
    environment.endpoint(service).ifPresent(builder::endpointOverride);
    return builder
        .region(where)
        .credentialsProvider(credentials)
        .httpClient(over)
        .overrideConfiguration(how)
        .build();
  }

  /** IAM and Route 53 exist once in each partition of AWS. */
  private Region globalRegion() {
    if (region.id().startsWith("cn-")) {
      return Region.AWS_CN_GLOBAL;
    }
    return region.id().startsWith("us-gov-") ? Region.AWS_US_GOV_GLOBAL : Region.AWS_GLOBAL;
  }

  private static AwsCredentialsProvider credentials() {
    // Lambda passes its role's credentials in variables. With SnapStart, where these would be stale
    // after a restore, it passes the container provider's URI instead.
    return System.getenv("AWS_ACCESS_KEY_ID") == null
        ? ContainerCredentialsProvider.create()
        : EnvironmentVariableCredentialsProvider.create();
  }
}
