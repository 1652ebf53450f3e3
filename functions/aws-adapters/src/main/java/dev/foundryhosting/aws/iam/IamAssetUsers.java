/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.iam;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.aws.AwsErrorCodes;
import dev.foundryhosting.aws.AwsTags;
import dev.foundryhosting.aws.PolicyDocument;
import dev.foundryhosting.aws.RetryPolicy;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.port.AssetUsers;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Partition;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.platform.Variable;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/**
 * {@link AssetUsers} as IAM users. IAM is eventually consistent ("Changes that I make are not
 * always immediately visible" in the IAM user guide): what it does not see yet is a failure that
 * passes.
 */
@Singleton
public final class IamAssetUsers implements AssetUsers {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9+=,.@_-]{1,64}");
  private static final String POLICY = "assets";
  private static final String NOT_FOUND = "NoSuchEntity";

  private final IamClient iam;
  private final IamClient once;
  private final String boundaryArn;

  public IamAssetUsers(AwsClients clients, Environment environment) {
    this.iam = clients.iam();
    this.once = clients.iamOnce();
    this.boundaryArn = environment.get(Variable.USER_PERMISSIONS_BOUNDARY_ARN);
  }

  @Override
  public void ensure(Spec spec) {
    if (!NAME.matcher(spec.name()).matches()) {
      throw new IllegalArgumentException("IAM takes no user named " + spec.name());
    }
    AwsCall.run(
        "make the bucket's IAM user",
        () -> {
          try {
            create(spec);
          } catch (EntityAlreadyExistsException e) {
            adopt(spec);
          }
          // IAM may not see its new user yet.
          RetryPolicy.EVENTUAL_CONSISTENCY.run(
              e -> AwsErrorCodes.isOneOf(e, NOT_FOUND), () -> putPolicy(spec));
        });
  }

  @Override
  public AccessKey replaceKey(String name) {
    return AwsCall.of(
        "make the bucket's access key",
        () -> {
          try {
            deleteKeys(keys(name));
            // A repetition would make a second key of which nothing knows.
            var made = once.createAccessKey(key -> key.userName(name)).accessKey();
            return new AccessKey(made.accessKeyId(), made.secretAccessKey());
          } catch (NoSuchEntityException e) {
            throw PlatformException.dependency(
                "Could not make the bucket's access key: IAM does not know its user (yet).",
                true,
                e);
          }
        });
  }

  @Override
  public boolean keepKey(String name, String id) {
    return AwsCall.of(
        "look at the bucket's access keys",
        () -> {
          try {
            List<AccessKeyMetadata> keys = keys(name);
            deleteKeys(keys.stream().filter(key -> !key.accessKeyId().equals(id)).toList());
            return keys.stream()
                .filter(key -> key.accessKeyId().equals(id))
                .anyMatch(key -> key.status() == StatusType.ACTIVE);
          } catch (NoSuchEntityException e) {
            return false;
          }
        });
  }

  @Override
  public void remove(String name) {
    AwsCall.run(
        "remove the bucket's IAM user",
        () -> {
          try {
            if (!isOurs(iam.getUser(get -> get.userName(name)).user())) {
              return;
            }
            deleteKeys(keys(name));
            deletePolicies(name);
            iam.deleteUser(user -> user.userName(name));
          } catch (NoSuchEntityException e) {
            // The user is gone with all that it had.
          } catch (DeleteConflictException e) {
            throw PlatformException.dependency(
                "Could not remove the bucket's IAM user: IAM still sees something of it.", true, e);
          }
        });
  }

  private void create(Spec spec) {
    iam.createUser(
        user ->
            user.userName(spec.name())
                .path(ResourceNames.IAM_PATH)
                .permissionsBoundary(boundaryArn)
                .tags(
                    AwsTags.of(
                        spec.user(), (key, value) -> Tag.builder().key(key).value(value).build())));
  }

  private void putPolicy(Spec spec) {
    iam.putUserPolicy(
        policy ->
            policy
                .userName(spec.name())
                .policyName(POLICY)
                .policyDocument(
                    PolicyDocument.ofAssetUser(Partition.ofArn(boundaryArn), spec.bucket())));
  }

  /** Takes over an existing user, but only one of the platform's. */
  private void adopt(Spec spec) {
    User user = iam.getUser(get -> get.userName(spec.name())).user();
    if (!belongsTo(spec, user)) {
      throw PlatformException.dependency(
          "Could not make the bucket's IAM user: there is one of that name that is not the"
              + " platform's.",
          false);
    }
    boolean bound =
        user.permissionsBoundary() != null
            && boundaryArn.equals(user.permissionsBoundary().permissionsBoundaryArn());
    if (!bound) {
      iam.putUserPermissionsBoundary(
          put -> put.userName(spec.name()).permissionsBoundary(boundaryArn));
    }
  }

  private static boolean belongsTo(Spec spec, User user) {
    return isOurs(user) && owner(user).filter(spec.user()::equals).isPresent();
  }

  private static boolean isOurs(User user) {
    return ResourceNames.IAM_PATH.equals(user.path()) && owner(user).isPresent();
  }

  private static Optional<UserId> owner(User user) {
    return AwsTags.owner(user.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)));
  }

  private List<AccessKeyMetadata> keys(String name) {
    return iam.listAccessKeysPaginator(list -> list.userName(name)).accessKeyMetadata().stream()
        .toList();
  }

  private void deleteKeys(List<AccessKeyMetadata> keys) {
    for (AccessKeyMetadata key : keys) {
      AwsErrorCodes.ignoring(
          () ->
              iam.deleteAccessKey(
                  delete -> delete.userName(key.userName()).accessKeyId(key.accessKeyId())),
          NOT_FOUND);
    }
  }

  private void deletePolicies(String name) {
    List<String> policies =
        iam.listUserPoliciesPaginator(list -> list.userName(name)).policyNames().stream().toList();
    for (String policy : policies) {
      AwsErrorCodes.ignoring(
          () -> iam.deleteUserPolicy(delete -> delete.userName(name).policyName(policy)),
          NOT_FOUND);
    }
  }
}
