/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.aws.CallDeadline;
import dev.foundryhosting.aws.EmulatedCloud;
import dev.foundryhosting.aws.PolicyDocument;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.port.AssetUsers;
import dev.foundryhosting.instance.port.AssetUsersContract;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Partition;
import dev.foundryhosting.platform.Tags;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PutUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

class IamAssetUsersTest extends AssetUsersContract {
  private static final String BOUNDARY =
      "arn:aws:iam::123456789012:policy/foundry-hosting-tenant-boundary";

  private final EmulatedCloud cloud = EmulatedCloud.fresh();
  private final IamClient iam = cloud.clients().iam();
  private final IamAssetUsers users = users(cloud.clients());

  private static IamAssetUsers users(AwsClients clients) {
    return new IamAssetUsers(
        clients, new Environment(Map.of("USER_PERMISSIONS_BOUNDARY_ARN", BOUNDARY)));
  }

  @Override
  protected AssetUsers users() {
    return users;
  }

  @Override
  protected Set<String> existing() {
    return iam.listUsers().users().stream().map(User::userName).collect(Collectors.toSet());
  }

  @Override
  protected Set<String> keyIds(String name) {
    return iam.listAccessKeys(list -> list.userName(name)).accessKeyMetadata().stream()
        .map(AccessKeyMetadata::accessKeyId)
        .collect(Collectors.toSet());
  }

  @Override
  protected void letBecomeInactive(String name, String keyId) {
    iam.updateAccessKey(key -> key.userName(name).accessKeyId(keyId).status(StatusType.INACTIVE));
  }

  @Test
  void aUserHasOurPathTheBoundaryAndTheTags() {
    users.ensure(SPEC);

    User made = user();
    assertThat(made.path()).isEqualTo("/foundry-hosting/");
    assertThat(made.permissionsBoundary().permissionsBoundaryArn()).isEqualTo(BOUNDARY);
    Map<String, String> tags = made.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
    assertThat(tags).containsAllEntriesOf(Tags.of(USER));
  }

  @Test
  void aUserMayUseItsOwnBucketAndNothingElse() throws JsonProcessingException {
    users.ensure(SPEC);

    String encoded =
        iam.getUserPolicy(each -> each.userName(NAME).policyName("assets")).policyDocument();
    JsonNode statements =
        new ObjectMapper()
            .readTree(URLDecoder.decode(encoded, StandardCharsets.UTF_8))
            .get("Statement");
    assertThat(statements).hasSize(2);
    assertThat(statements.get(0).get("Resource")).hasToString("[\"arn:aws:s3:::" + NAME + "\"]");
    assertThat(statements.get(0).get("Action"))
        .hasToString("[\"s3:ListBucket\",\"s3:GetBucketLocation\"]");
    assertThat(statements.get(1).get("Resource")).hasToString("[\"arn:aws:s3:::" + NAME + "/*\"]");
    assertThat(statements.get(1).get("Action"))
        .hasToString("[\"s3:GetObject\",\"s3:PutObject\",\"s3:PutObjectAcl\",\"s3:DeleteObject\"]");
  }

  @Test
  void aUserWithoutItsBoundaryGetsItBack() {
    users.ensure(SPEC);
    iam.deleteUserPermissionsBoundary(each -> each.userName(NAME));
    users.ensure(SPEC);

    assertThat(user().permissionsBoundary().permissionsBoundaryArn()).isEqualTo(BOUNDARY);
  }

  @Test
  void aUserOfTheOperatorsIsNotRemoved() {
    var unused = iam.createUser(each -> each.userName(NAME).path("/foundry-hosting/"));

    assertThatThrownBy(() -> users.ensure(SPEC)).isInstanceOf(PlatformException.class);
    users.remove(NAME);

    assertThat(existing()).containsExactly(NAME);
  }

  @Test
  void anExistingUserTakesThreeCalls() {
    users.ensure(SPEC);
    cloud.forgetCalls();
    users.ensure(SPEC);

    assertThat(cloud.calls()).containsExactly("CreateUser", "GetUser", "PutUserPolicy");
  }

  @Test
  void aUserThatIamDoesNotSeeYetGetsItsPolicyAMomentLater() {
    AtomicInteger refusals = new AtomicInteger(2);
    ExecutionInterceptor lag =
        new ExecutionInterceptor() {
          @Override
          public void beforeExecution(
              Context.BeforeExecution context, ExecutionAttributes attributes) {
            if (context.request() instanceof PutUserPolicyRequest
                && refusals.getAndDecrement() > 0) {
              throw NoSuchEntityException.builder()
                  .statusCode(404)
                  .awsErrorDetails(AwsErrorDetails.builder().errorCode("NoSuchEntity").build())
                  .build();
            }
          }
        };

    users(cloud.clients(lag)).ensure(SPEC);

    assertThat(iam.listUserPolicies(each -> each.userName(NAME)).policyNames())
        .containsExactly("assets");
  }

  @Test
  void aKeyWhoseAnswerWasLostIsGoneAfterTheNext() {
    users.ensure(SPEC);
    cloud.fail("iam", "CreateAccessKey", "lost-answer");
    assertThatThrownBy(() -> users.replaceKey(NAME))
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.retryable()).isTrue());
    assertThat(keyIds(NAME)).hasSize(1);
    AssetUsers.AccessKey last = users.replaceKey(NAME);

    assertThat(keyIds(NAME)).containsExactly(last.id());
  }

  @Test
  void aKeyThatNothingKnowsGoesWhenTheStoredOneIsLookedAt() {
    users.ensure(SPEC);
    AssetUsers.AccessKey stored = users.replaceKey(NAME);
    iam.createAccessKey(each -> each.userName(NAME));

    assertThat(users.keepKey(NAME, stored.id())).isTrue();

    assertThat(keyIds(NAME)).containsExactly(stored.id());
  }

  @Test
  void aSlowAnswerThatUsesTheTimeUpIsTheLastOfAKey() {
    users.ensure(SPEC);
    String key = users.replaceKey(NAME).id();
    Deadline near = Deadline.in(Duration.ofMillis(1500), Clock.systemUTC());
    IamAssetUsers slow = users(cloud.clients(slowly(Duration.ofMillis(1500))));
    cloud.forgetCalls();

    try (CallDeadline unused = CallDeadline.begin(near)) {
      assertThatThrownBy(() -> slow.replaceKey(NAME))
          .isInstanceOf(PlatformException.class)
          .hasMessage("Could not make the bucket's access key: there was no time left.");
    }
    assertThat(cloud.calls()).containsExactly("ListAccessKeys");
    assertThat(keyIds(NAME)).containsExactly(key);
  }

  private static ExecutionInterceptor slowly(Duration time) {
    return new ExecutionInterceptor() {
      @Override
      public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        try {
          Thread.sleep(time);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }

  @Test
  void aUserIsRemovedWithPoliciesThatOthersGaveIt() {
    users.ensure(SPEC);
    iam.putUserPolicy(
        each ->
            each.userName(NAME)
                .policyName("more")
                .policyDocument(PolicyDocument.ofAssetUser(Partition.COMMERCIAL, "b")));
    users.remove(NAME);

    assertThat(existing()).isEmpty();
  }

  private User user() {
    return iam.getUser(get -> get.userName(NAME)).user();
  }
}
