/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.secrets;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.aws.AwsTags;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.UserSecret;
import dev.foundryhosting.instance.port.UserSecrets;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.UserId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/** The users' secrets in AWS Secrets Manager, encrypted with the account's key for it. */
@Singleton
public final class SecretsManagerUserSecrets implements UserSecrets {
  /** The shortest that Secrets Manager offers. */
  private static final long RECOVERY_WINDOW_DAYS = 7;

  private final SecretsManagerClient secrets;
  private final ResourceNames names;

  public SecretsManagerUserSecrets(SecretsManagerClient secrets, ResourceNames names) {
    this.secrets = secrets;
    this.names = names;
  }

  @Override
  public Optional<Stored> find(UserId user) {
    return AwsCall.of("read the user's secret", () -> read(names.secret(user)));
  }

  @Override
  public Optional<Stored> recover(UserId user) {
    String name = names.secret(user);
    Optional<DescribeSecretResponse> there =
        AwsCall.of("look up the user's secret", () -> described(name));
    if (there.filter(secret -> !isOf(user, secret)).isPresent()) {
      throw PlatformException.dependency(
          "Could not store the user's secret: there is one of that name that is not the"
              + " platform's.",
          false);
    }
    if (there.filter(secret -> secret.deletedDate() != null).isEmpty()) {
      return find(user);
    }
    AwsCall.run("restore the user's secret", () -> secrets.restoreSecret(r -> r.secretId(name)));
    // Secrets Manager may lag behind its own change; "none" would be wrong.
    return Optional.of(
        find(user)
            .orElseThrow(
                () ->
                    PlatformException.dependency(
                        "The user's secret was restored but cannot be read yet.", true)));
  }

  @Override
  public String create(UserId user, UserSecret secret) {
    List<Tag> tags = AwsTags.of(user, (key, value) -> Tag.builder().key(key).value(value).build());
    return AwsCall.of(
        "store the user's secret",
        () -> {
          try {
            // The SDK adds a token that makes a repeated request safe.
            return secrets
                .createSecret(
                    c ->
                        c.name(names.secret(user))
                            .description("foundry-hosting: credentials of user " + user)
                            .secretString(SecretJson.write(secret))
                            .tags(tags))
                .arn();
          } catch (ResourceExistsException e) {
            throw PlatformException.notNow(ErrorCode.CONFLICT, "The user's secret exists already.");
          } catch (InvalidRequestException e) {
            // The name is free only after the deletion.
            throw PlatformException.notNow(
                ErrorCode.CONFLICT, "The user's former secret is still being deleted.");
          }
        });
  }

  @Override
  public void replace(String secretArn, UserSecret secret) {
    AwsCall.run(
        "replace the user's secret",
        () ->
            secrets.putSecretValue(
                p -> p.secretId(secretArn).secretString(SecretJson.write(secret))));
  }

  @Override
  public void remove(UserId user, boolean recoverable) {
    DeleteSecretRequest.Builder request =
        DeleteSecretRequest.builder().secretId(names.secret(user));
    if (recoverable) {
      request.recoveryWindowInDays(RECOVERY_WINDOW_DAYS);
    } else {
      request.forceDeleteWithoutRecovery(true);
    }
    AwsCall.run(
        "remove the user's secret",
        () -> {
          if (described(names.secret(user)).filter(secret -> isOf(user, secret)).isPresent()) {
            delete(request.build(), recoverable);
          }
        });
  }

  private void delete(DeleteSecretRequest request, boolean recoverable) {
    try {
      secrets.deleteSecret(request);
    } catch (ResourceNotFoundException e) {
      // There is none.
      return;
    } catch (InvalidRequestException e) {
      // Secrets Manager refuses to delete a secret that is scheduled for deletion.
      if (!recoverable || !scheduled(request.secretId())) {
        throw e;
      }
    }
  }

  /** The secret; empty when there is none or it is scheduled for deletion. */
  private Optional<Stored> read(String name) {
    try {
      GetSecretValueResponse found = secrets.getSecretValue(g -> g.secretId(name));
      return Optional.of(new Stored(found.arn(), SecretJson.read(found.secretString())));
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    } catch (InvalidRequestException e) {
      // Of the states with this answer only a scheduled deletion means that there is no secret.
      if (scheduled(name)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private boolean scheduled(String name) {
    return described(name).filter(secret -> secret.deletedDate() != null).isPresent();
  }

  private Optional<DescribeSecretResponse> described(String name) {
    try {
      return Optional.of(secrets.describeSecret(d -> d.secretId(name)));
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }

  /** An operator may have one of that name: the tags say whose it is. */
  private static boolean isOf(UserId user, DescribeSecretResponse secret) {
    return AwsTags.owner(secret.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)))
        .filter(user::equals)
        .isPresent();
  }
}
