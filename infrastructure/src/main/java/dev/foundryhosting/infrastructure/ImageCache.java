/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.google.gson.Gson;
import com.pulumi.aws.ecr.LifecyclePolicy;
import com.pulumi.aws.ecr.LifecyclePolicyArgs;
import com.pulumi.aws.ecr.PullThroughCacheRule;
import com.pulumi.aws.ecr.PullThroughCacheRuleArgs;
import com.pulumi.aws.ecr.Repository;
import com.pulumi.aws.ecr.RepositoryArgs;
import com.pulumi.aws.ecr.inputs.RepositoryEncryptionConfigurationArgs;
import com.pulumi.aws.secretsmanager.Secret;
import com.pulumi.aws.secretsmanager.SecretArgs;
import com.pulumi.aws.secretsmanager.SecretVersion;
import com.pulumi.aws.secretsmanager.SecretVersionArgs;
import com.pulumi.core.Output;
import dev.foundryhosting.infrastructure.policy.Place;
import dev.foundryhosting.infrastructure.policy.PolicyScope;

/**
 * The servers' image in a repository of the account, which ECR fills from the image's own registry
 * ("Using pull through cache rules" in the ECR user guide). So servers behind one address do not
 * share that registry's limit for anonymous pulls.
 */
final class ImageCache {
  private static final Gson GSON = new Gson();
  private static final int RECOVERY_DAYS = 7;

  // ECR keeps what a tag no longer names; a tag moves with each build of the image.
  private static final String LIFECYCLE =
      """
      {"rules":[{"rulePriority":1,"description":"What no tag names any more",\
      "selection":{"tagStatus":"untagged","countType":"sinceImagePushed","countUnit":"days",\
      "countNumber":14},"action":{"type":"expire"}}]}""";

  private final Output<String> image;

  /** The secret's content, in ECR's words. */
  private record Login(String username, String accessToken) {}

  /**
   * @param layer the parent of the resources
   */
  ImageCache(Layer layer, Settings.CachedImage cached, Output<Place> place) {
    String name = Layer.named("image");
    // Ours, and not made by ECR at the first pull: so tasks need no permission to make one.
    Repository repository =
        new Repository(
            name,
            RepositoryArgs.builder()
                .name(cached.repository())
                .imageTagMutability("MUTABLE")
                .encryptionConfigurations(
                    RepositoryEncryptionConfigurationArgs.builder()
                        .encryptionType("AES256")
                        .build())
                .forceDelete(true)
                .tags(layer.tags(name))
                .build(),
            layer.child());
    new LifecyclePolicy(
        name,
        LifecyclePolicyArgs.builder().repository(repository.name()).policy(LIFECYCLE).build(),
        layer.child());
    Secret secret =
        new Secret(
            name,
            SecretArgs.builder()
                // ECR reads no secret of another name.
                .name("ecr-pullthroughcache/" + name)
                .description("foundry-hosting: login at the image's registry")
                .recoveryWindowInDays(layer.settings().development() ? 0 : RECOVERY_DAYS)
                .tags(layer.tags(name))
                .build(),
            layer.child());
    SecretVersion version =
        new SecretVersion(
            name,
            SecretVersionArgs.builder()
                .secretId(secret.id())
                .secretString(
                    cached
                        .accessToken()
                        .applyValue(token -> GSON.toJson(new Login(cached.username(), token)))
                        .asSecret())
                .build(),
            layer.child());
    new PullThroughCacheRule(
        name,
        PullThroughCacheRuleArgs.builder()
            .ecrRepositoryPrefix(PolicyScope.PROJECT)
            .upstreamRegistryUrl(cached.registry())
            .credentialArn(secret.arn())
            .build(),
        layer.childAfter(version));
    image = place.applyValue(where -> where.registry() + "/" + cached.repository());
  }

  /** What servers pull, without a tag. */
  Output<String> image() {
    return image;
  }
}
