/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.aws.EmulatedCloud;
import dev.foundryhosting.platform.ServerSettings;
import dev.foundryhosting.release.Build;
import dev.foundryhosting.release.ReleaseTasks.Source;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskField;

class EcsReleaseTasksTest {
  private static final Build BUILD = Build.of("13.346");

  private final EmulatedCloud cloud = EmulatedCloud.fresh();
  private final EmulatedCloud.Network network = cloud.network();
  private final ServerSettings settings = network.servers("servers");
  private final EcsReleaseTasks tasks = new EcsReleaseTasks(cloud.clients(), settings);

  EcsReleaseTasksTest() {
    cloud.clients().ecs().createCluster(cluster -> cluster.clusterName(settings.cluster()));
  }

  @Test
  void aDownloadIsOneContainerThatWritesTheCacheAndNobodysServer() {
    String arn = tasks.begin(BUILD, new Source.LicenseAccount("arn:secret"), "release-1");

    Task task = described(arn);
    assertThat(task.tags().stream().map(Tag::key))
        .contains("foundry-hosting:managed")
        .doesNotContain("foundry-hosting:user");
    ContainerDefinition container = container(task);
    assertThat(container.image()).isEqualTo(settings.image() + ":13.346");
    assertThat(container.essential()).isTrue();
    assertThat(container.mountPoints())
        .singleElement()
        .satisfies(
            mount -> {
              assertThat(mount.sourceVolume()).isEqualTo("cache");
              assertThat(mount.readOnly()).isFalse();
            });
    assertThat(secrets(container))
        .containsOnly(
            Map.entry("FOUNDRY_USERNAME", "arn:secret:foundryUsername::"),
            Map.entry("FOUNDRY_PASSWORD", "arn:secret:foundryPassword::"));
  }

  @Test
  void theOperatorsAccountHasKeysOfItsOwn() {
    String arn = tasks.begin(BUILD, new Source.OperatorAccount("arn:operator"), "release-1");

    assertThat(secrets(container(described(arn))))
        .containsOnly(
            Map.entry("FOUNDRY_USERNAME", "arn:operator:username::"),
            Map.entry("FOUNDRY_PASSWORD", "arn:operator:password::"));
  }

  @Test
  void aLinkIsReadFromItsSecret() {
    String arn = tasks.begin(BUILD, new Source.Link("arn:link"), "release-1");

    assertThat(secrets(container(described(arn))))
        .containsOnly(Map.entry("FOUNDRY_RELEASE_URL", "arn:link:releaseUrl::"));
  }

  @Test
  void oneTokenBeginsOneDownload() {
    Source account = new Source.LicenseAccount("arn:secret");

    assertThat(tasks.begin(BUILD, account, "release-1"))
        .isEqualTo(tasks.begin(BUILD, account, "release-1"))
        .isNotEqualTo(tasks.begin(BUILD, account, "release-2"));
  }

  private Task described(String arn) {
    return cloud
        .clients()
        .ecs()
        .describeTasks(d -> d.cluster(settings.cluster()).tasks(arn).include(TaskField.TAGS))
        .tasks()
        .getFirst();
  }

  private ContainerDefinition container(Task task) {
    List<ContainerDefinition> containers =
        cloud
            .clients()
            .ecs()
            .describeTaskDefinition(d -> d.taskDefinition(task.taskDefinitionArn()))
            .taskDefinition()
            .containerDefinitions();
    assertThat(containers).extracting(ContainerDefinition::name).containsExactly("release");
    return containers.getFirst();
  }

  private static Map<String, String> secrets(ContainerDefinition container) {
    return container.secrets().stream().collect(Collectors.toMap(Secret::name, Secret::valueFrom));
  }
}
