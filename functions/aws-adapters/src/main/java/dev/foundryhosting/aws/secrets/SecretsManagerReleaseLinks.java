/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.secrets;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.Tags;
import dev.foundryhosting.release.ReleaseLinks;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/** {@link ReleaseLinks} in Secrets Manager. */
@Singleton
public final class SecretsManagerReleaseLinks implements ReleaseLinks {
  private final SecretsManagerClient secrets;

  public SecretsManagerReleaseLinks(SecretsManagerClient secrets) {
    this.secrets = secrets;
  }

  @Override
  public String keep(String url) {
    String content = Json.object().put(FIELD, url).toString();
    return AwsCall.of(
        "store the release's link",
        () -> {
          try {
            return secrets
                .createSecret(
                    c ->
                        c.name(ResourceNames.RELEASE_LINK_SECRET)
                            .description("foundry-hosting: the link of a release's download")
                            .secretString(content)
                            .tags(Tag.builder().key(Tags.MANAGED).value("true").build()))
                .arn();
          } catch (ResourceExistsException e) {
            if (!isOurs()) {
              throw PlatformException.dependency(
                  ("Could not store the release's link: there is a secret named %s that is not the"
                          + " platform's.")
                      .formatted(ResourceNames.RELEASE_LINK_SECRET),
                  false);
            }
            return secrets
                .putSecretValue(
                    p -> p.secretId(ResourceNames.RELEASE_LINK_SECRET).secretString(content))
                .arn();
          }
        });
  }

  @Override
  public void forget() {
    AwsCall.run(
        "remove the release's link",
        () -> {
          try {
            if (isOurs()) {
              secrets.deleteSecret(
                  d ->
                      d.secretId(ResourceNames.RELEASE_LINK_SECRET)
                          .forceDeleteWithoutRecovery(true));
            }
          } catch (ResourceNotFoundException e) {
            // There is none.
          }
        });
  }

  /** An operator may have one of that name: the tags tell. */
  private boolean isOurs() {
    return secrets
        .describeSecret(d -> d.secretId(ResourceNames.RELEASE_LINK_SECRET))
        .tags()
        .stream()
        .anyMatch(tag -> tag.key().equals(Tags.MANAGED) && tag.value().equals("true"));
  }
}
