/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.instance.UserSecret;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.ServerSettings;
import dev.foundryhosting.platform.ServerSize;
import dev.foundryhosting.platform.Tags;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.release.Build;
import dev.foundryhosting.release.ReleaseLinks;
import dev.foundryhosting.release.ReleaseTasks;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ecs.model.Tag;

/**
 * {@link ReleaseTasks} on Fargate: a task with the one container by which starts download, too. It
 * has no user's tag, since it is no user's server: so no scan takes it for an orphan.
 */
@Singleton
public final class EcsReleaseTasks implements ReleaseTasks {
  /** Prefix of the log streams; no user is called so. */
  private static final UserId LOG = new UserId("release-cache");

  private final ServerSettings settings;
  private final TaskDefinitions definitions;
  private final TaskStarts starts;

  public EcsReleaseTasks(AwsClients clients, ServerSettings settings) {
    this.settings = settings;
    this.definitions = new TaskDefinitions(clients.ecs());
    this.starts = new TaskStarts(clients.ecs(), settings);
  }

  @Override
  public String begin(Build build, Source source, String token) {
    TaskSpec spec =
        new TaskSpec(
            ResourceNames.RELEASE_FAMILY,
            LOG,
            ServerSize.SMALL.cpuUnits(),
            ServerSize.SMALL.memoryMiB(),
            settings.taskRoleArn(),
            settings.executionRoleArn(),
            settings.logGroup(),
            settings.region(),
            settings.fileSystemId(),
            Map.of(ServerTask.CACHE, settings.cacheAccessPointId()),
            List.of(ServerTask.download(settings.image() + ":" + build, true, secrets(source))));
    return starts
        .run(
            definitions.ensure(spec).arn(),
            token,
            List.of(tag(Tags.MANAGED, "true"), tag(Tags.RUN, token)))
        .taskArn();
  }

  private static Map<String, TaskSpec.SecretField> secrets(Source source) {
    return switch (source) {
      case Source.OperatorAccount(String secret) -> account(secret, "username", "password");
      case Source.LicenseAccount(String secret) ->
          account(
              secret,
              UserSecret.Field.FOUNDRY_USERNAME.key(),
              UserSecret.Field.FOUNDRY_PASSWORD.key());
      case Source.Link(String secret) ->
          Map.of("FOUNDRY_RELEASE_URL", new TaskSpec.SecretField(secret, ReleaseLinks.FIELD));
    };
  }

  private static Map<String, TaskSpec.SecretField> account(
      String secret, String username, String password) {
    return Map.of(
        ServerTask.USERNAME, new TaskSpec.SecretField(secret, username),
        ServerTask.PASSWORD, new TaskSpec.SecretField(secret, password));
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
